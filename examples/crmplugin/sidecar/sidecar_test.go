package sidecar

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/examples/crmplugin/contract"
)

func ask(tb testing.TB, server *httptest.Server, method, path, kind string, body io.Reader) (status int, answer string, header http.Header) {
	tb.Helper()
	request, err := http.NewRequest(method, server.URL+path, body)
	require.NoError(tb, err)
	request.Header.Set("Content-Type", kind)
	response, err := server.Client().Do(request)
	require.NoError(tb, err)
	defer func() { require.NoError(tb, response.Body.Close()) }()
	read, err := io.ReadAll(response.Body)
	require.NoError(tb, err)
	return response.StatusCode, string(read), response.Header
}

// TestSameBytes: what HTTP answers is what the function answers.
func TestSameBytes(t *testing.T) {
	server := httptest.NewServer(Handler())
	defer server.Close()
	files, err := filepath.Glob("../contract/testdata/*.request.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		request, err := os.ReadFile(file)
		require.NoError(t, err)
		status, answer, header := ask(t, server, http.MethodPost, "/v1/evaluate", "application/json; charset=utf-8", bytes.NewReader(request))
		require.Equal(t, http.StatusOK, status)
		require.Equal(t, string(contract.Evaluate(request)), answer)
		require.Equal(t, "application/json", header.Get("Content-Type"))
	}
}

// TestWhatHTTPRefuses asks in wrong ways, and too much.
func TestWhatHTTPRefuses(t *testing.T) {
	server := httptest.NewServer(Handler())
	defer server.Close()
	for _, c := range []struct {
		method, path, kind string
		status             int
	}{
		{http.MethodGet, "/v1/evaluate", "application/json", http.StatusMethodNotAllowed},
		{http.MethodPost, "/v1/evaluate", "text/plain", http.StatusUnsupportedMediaType},
		{http.MethodPost, "/v1/evaluate", "", http.StatusUnsupportedMediaType},
		{http.MethodOptions, "/v1/evaluate", "application/json", http.StatusMethodNotAllowed}, // no page of another site gets leave
		{http.MethodPost, "/v2/evaluate", "application/json", http.StatusNotFound},
		{http.MethodGet, "/v1/request.schema.json", "", http.StatusOK},
		{http.MethodGet, "/v1/response.schema.json", "", http.StatusOK},
	} {
		status, _, header := ask(t, server, c.method, c.path, c.kind, strings.NewReader("{}"))
		require.Equal(t, c.status, status, "%+v", c)
		require.Empty(t, header.Get("Access-Control-Allow-Origin"))
	}
	status, answer, _ := ask(t, server, http.MethodPost, "/v1/evaluate", "application/json", io.LimitReader(spaces{}, 64<<20))
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, answer, `"code":"too_large"`)
}

// spaces is an endless body.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte{' '}, len(p))), nil }

// TestTooMuchAtOnce fills the only place and asks once more.
func TestTooMuchAtOnce(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(limited(func(request []byte) []byte {
		close(entered)
		<-leave
		return request
	}, 1))
	defer server.Close()
	first := make(chan string)
	go func() {
		response, err := server.Client().Post(server.URL, "application/json", strings.NewReader("{}"))
		if err != nil {
			first <- err.Error()
			return
		}
		_ = response.Body.Close()
		first <- fmt.Sprint(response.StatusCode)
	}()
	<-entered
	status, _, header := ask(t, server, http.MethodPost, "/", "application/json", strings.NewReader("{}"))
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.Equal(t, "1", header.Get("Retry-After"))
	close(leave)
	require.Equal(t, "200", <-first)
}

// TestTimeouts: no connection can be held open for ever.
func TestTimeouts(t *testing.T) {
	s := New("127.0.0.1:0", Handler())
	require.Positive(t, s.ReadHeaderTimeout)
	require.Positive(t, s.ReadTimeout)
	require.Greater(t, s.WriteTimeout, deadline)
	require.Positive(t, s.IdleTimeout)
	require.Positive(t, s.MaxHeaderBytes)
}

// TestTooLargeIsTheSameBytes where the request says how large it is.
func TestTooLargeIsTheSameBytes(t *testing.T) {
	server := httptest.NewServer(Handler())
	defer server.Close()
	request := bytes.Repeat([]byte{' '}, contract.MaxRequest+1000)
	answer, err := http.Post(server.URL+"/v1/evaluate", "application/json", bytes.NewReader(request))
	require.NoError(t, err)
	defer func() { require.NoError(t, answer.Body.Close()) }()
	got, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Equal(t, string(contract.Evaluate(request)), string(got))
}

// TestNamesOfTheNetwork that were bound to the loopback address are refused.
func TestNamesOfTheNetwork(t *testing.T) {
	server := httptest.NewServer(Handler())
	defer server.Close()
	for host, want := range map[string]int{"evil.example": http.StatusForbidden, "evil.example:80": http.StatusForbidden, "": http.StatusOK, "localhost:8080": http.StatusOK, "[::1]:8080": http.StatusOK, "127.0.0.1": http.StatusOK} {
		request, err := http.NewRequest(http.MethodGet, server.URL+"/v1/request.schema.json", http.NoBody)
		require.NoError(t, err)
		if host != "" {
			request.Host = host
		}
		answer, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Equal(t, want, answer.StatusCode, host)
	}
}
