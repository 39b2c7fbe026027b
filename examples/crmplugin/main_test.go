package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/examples/crmplugin/contract"
	"github.com/underpromise/underpromise/examples/crmplugin/sidecar"
)

// TestUsage calls it in wrong ways.
func TestUsage(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"-help"}, exitOK, "where to listen"},
		{[]string{"-port", "1"}, exitUsage, "-port"},
		{[]string{"8080"}, exitUsage, `"8080" is no flag`},
		{[]string{"-sidecar", "-addr", "127.0.0.1:99999"}, exitFailed, "99999"},
	} {
		var out, errOut bytes.Buffer
		require.Equal(t, c.code, run(t.Context(), c.args, &out, &errOut), c.args)
		require.Contains(t, errOut.String(), c.says)
	}
}

// address takes the address from what is printed.
type address struct{ found chan string }

func (a address) Write(p []byte) (int, error) {
	if match := regexp.MustCompile(`http://\S+`).FindString(string(p)); match != "" {
		a.found <- match
	}
	return len(p), nil
}

// TestSidecarAlone serves the sidecar until it is interrupted.
func TestSidecarAlone(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	out, code := address{make(chan string, 1)}, make(chan int)
	go func() { code <- run(ctx, []string{"-sidecar"}, out, os.Stderr) }()
	url := <-out.found
	require.True(t, strings.HasPrefix(url, "http://127.0.0.1:"), "it listens on the loopback address: %s", url)
	require.True(t, strings.HasSuffix(url, "/v1/evaluate"))
	response, err := http.Post(url, "application/json", strings.NewReader("{}"))
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.NoError(t, response.Body.Close())
	interrupt()
	require.Equal(t, exitOK, <-code)
}

// TestWithoutToolchain: there is a page all the same, and it says so.
func TestWithoutToolchain(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	var out bytes.Buffer
	handler, err := withPage(t.Context(), sidecar.Handler(), &out)
	require.NoError(t, err)
	require.Contains(t, out.String(), "the page asks the HTTP sidecar: build: there is no Go toolchain in the path")
	require.Equal(t, http.StatusOK, get(t, handler, "/").Code)
	require.Equal(t, http.StatusNotFound, get(t, handler, "/plugin.wasm").Code)
}

func get(tb testing.TB, handler http.Handler, path string) *httptest.ResponseRecorder {
	tb.Helper()
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	return recorder
}

// TestPage: every file that the page names is served, as what it is, and lets
// nothing else be loaded.
func TestPage(t *testing.T) {
	page, err := fs.Sub(files, "page")
	require.NoError(t, err)
	handler := pageHandler(page, &module{[]byte("plain"), []byte("packed")}, sidecar.Handler())
	for path, kind := range map[string]string{"/": "text/html", "/sidebar.css": "text/css", "/sidebar.js": "text/javascript", "/plugin.js": "text/javascript", "/wasi.js": "text/javascript", "/host.js": "text/javascript", "/desk.json": "application/json"} {
		r := get(t, handler, path)
		require.Equal(t, http.StatusOK, r.Code, path)
		require.Contains(t, r.Header().Get("Content-Type"), kind, path)
		require.Contains(t, r.Header().Get("Content-Security-Policy"), "default-src 'none'", path)
		require.NotRegexp(t, `(?i)(src|href)="?(https?:)?//|url\(|@import`, r.Body.String(), "%s loads from elsewhere", path)
		require.NotRegexp(t, `setInterval|innerHTML|eval\(`, r.Body.String(), path)
	}
	require.Equal(t, "plain", get(t, handler, "/plugin.wasm").Body.String())
	request := httptest.NewRequest(http.MethodGet, "/plugin.wasm", nil)
	request.Header.Set("Accept-Encoding", "br, gzip")
	packed := httptest.NewRecorder()
	handler.ServeHTTP(packed, request)
	require.Equal(t, "packed", packed.Body.String())
	require.Equal(t, "gzip", packed.Header().Get("Content-Encoding"))
	require.Equal(t, "application/wasm", packed.Header().Get("Content-Type"))
}

// TestDesk: the sample tickets can be asked about, and show every standing but
// void.
func TestDesk(t *testing.T) {
	doc, err := files.ReadFile("page/desk.json")
	require.NoError(t, err)
	var desk struct {
		Now     string
		Policy  json.RawMessage
		Tickets []struct {
			ID, Opened string
			Language   []string
			Fields     map[string]string
			Events     json.RawMessage
		}
	}
	require.NoError(t, json.Unmarshal(doc, &desk))
	standings := map[string]bool{}
	for _, ticket := range desk.Tickets {
		request, err := json.Marshal(map[string]any{
			"contract": contract.Name, "now": desk.Now, "zone": "Europe/Berlin", "policy": desk.Policy, "language": ticket.Language, "events": ticket.Events,
			"case": map[string]any{"id": ticket.ID, "opened": ticket.Opened, "fields": ticket.Fields},
		})
		require.NoError(t, err)
		var response contract.Response
		require.NoError(t, json.Unmarshal(contract.Evaluate(request), &response))
		require.Empty(t, response.Errors)
		require.Zero(t, response.NotYetKnown)
		require.Equal(t, ticket.Language[0], response.Language)
		for _, p := range response.Promises {
			standings[p.Standing.String()] = true
		}
	}
	require.Equal(t, map[string]bool{"on track": true, "at risk": true, "broken": true, "kept": true}, standings)
}

// TestReadme: the request in the README gets the response that it shows.
func TestReadme(t *testing.T) {
	doc, err := os.ReadFile("README.md")
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)```json\n(.*?)```").FindAllSubmatch(doc, -1)
	require.Len(t, blocks, 2)
	var shown, got any
	require.NoError(t, json.Unmarshal(blocks[1][1], &shown))
	require.NoError(t, json.Unmarshal(contract.Evaluate(blocks[0][1]), &got))
	within(t, "", shown, got)
}

// within requires that all of one JSON value is in another.
func within(tb testing.TB, path string, shown, got any) {
	tb.Helper()
	switch shown := shown.(type) {
	case map[string]any:
		object, ok := got.(map[string]any)
		require.True(tb, ok, path)
		for key, value := range shown {
			within(tb, path+"."+key, value, object[key])
		}
	case []any:
		list, ok := got.([]any)
		require.True(tb, ok && len(list) == len(shown), path)
		for i, value := range shown {
			within(tb, path, value, list[i])
		}
	default:
		require.Equal(tb, shown, got, path)
	}
}

// TestInterruptedBesideASlowClient ends well all the same.
func TestInterruptedBesideASlowClient(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, w := io.Pipe()
	ended := make(chan int)
	go func() { ended <- run(ctx, []string{"-sidecar"}, w, io.Discard) }()
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	host, _, _ := strings.Cut(strings.TrimPrefix(line, "http://"), "/")
	c, err := net.Dial("tcp", host)
	require.NoError(t, err)
	defer func() { _ = c.Close() }() // the server has closed it
	_, err = io.WriteString(c, "POST /v1/evaluate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
	require.NoError(t, err)
	said, err := bufio.NewReader(c).ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, said, "100 Continue", "it waits for the body")
	stop()
	require.Equal(t, exitOK, <-ended)
}
