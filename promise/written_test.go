package promise_test

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// TestDeadlinesAreStrict refuses what time.ParseDuration and time.Parse take, and
// RFC 3339 or nanoseconds have no place for, in texts and in documents.
func TestDeadlinesAreStrict(t *testing.T) {
	for _, text := range []string{
		"0.1ns", "1.5ns", "0.0000000001s", "0.1ns before", "1h0.5ns before", "2026-01-05T08:00:00,5Z", "2026-01-05T8:00:00Z", "2026-01-05T08:00:00+24:00",
		"2026-01-05T08:00:00+01:60", "2026-01-05T08:00:00.0000000001Z", "1000000 days", "1000000 days 16:00", "1000000 days close", "3000000000 days",
	} {
		_, err := promise.ParseDeadline(text)
		var field *document.FieldError
		require.ErrorAs(t, err, &field, text)
		require.Equal(t, "deadline", field.Path)
		doc, err := json.Marshal(map[string]string{"due": text})
		require.NoError(t, err)
		err = json.Unmarshal(doc, &promise.Terms{})
		require.ErrorAs(t, err, &field, text)
		require.Equal(t, "due", field.Path)
	}
	for path, doc := range map[string]string{
		"notice": `{"notice":"0.1ns"}`, "conditions[0].by": `{"conditions":[{"name":"x","by":"2026-01-05T08:00:00,5Z"}]}`,
	} {
		err := json.Unmarshal([]byte(doc), &promise.Terms{})
		var field *document.FieldError
		require.ErrorAs(t, err, &field)
		require.Equal(t, path, field.Path)
	}
	for path, doc := range map[string]string{
		"at": `{"kind":"fulfill","at":"2026-01-05T08:00:00+24:00"}`, "until": `{"kind":"pause","until":"2026-01-05T8:00:00Z"}`,
		"recorded": `{"kind":"fulfill","recorded":"2026-01-05T08:00:00,123Z"}`, "": `{"kind":"fulfill","id":"\ud800"}`,
	} {
		err := json.Unmarshal([]byte(doc), &promise.Event{})
		var field *document.FieldError
		require.ErrorAs(t, err, &field)
		require.Equal(t, path, field.Path)
	}
}

// TestWhatIsWrittenIsRead writes everything that holds an instant, asked at
// instants and in zones that RFC 3339 has no place for, and reads it back; or the
// error names the field.
func TestWhatIsWrittenIsRead(t *testing.T) {
	made := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	p, err := promise.Make(promise.Terms{Calendar: calendar.Always(), Due: promise.Within(time.Hour)}, promise.About{ID: "x"}, made)
	require.NoError(t, err)
	p, err = p.Record(made, promise.Event{Kind: promise.Update, At: made.Add(time.Minute), Late: true})
	require.NoError(t, err)
	values := func(at time.Time) map[string]any {
		return map[string]any{
			"status": p.At(at), "explanation": p.Explain(at), "event": promise.Event{Kind: promise.Fulfill, At: at, Recorded: at}, "step": promise.Step{From: at, To: at, Phase: promise.Running},
			"revision": promise.Revision{At: at, From: at, To: at}, "remark": promise.Remark{At: at}, "notification": promise.Notification{At: at},
			"condition": promise.ConditionState{Name: "x", By: at, Else: promise.ElseVoid}, "terms": promise.Terms{Due: promise.By(at)},
			"said": promise.Said{Due: promise.Within(time.Hour), At: at},
		}
	}
	empty := func() map[string]any {
		return map[string]any{
			"status": &promise.Status{}, "explanation": &promise.Explanation{}, "event": &promise.Event{}, "step": &promise.Step{}, "revision": &promise.Revision{},
			"remark": &promise.Remark{}, "notification": &promise.Notification{}, "condition": &promise.ConditionState{}, "terms": &promise.Terms{},
			"said": &promise.Said{},
		}
	}
	last := time.Date(9998, time.December, 31, 23, 0, 0, 0, time.UTC)
	for name, at := range map[string]time.Time{
		"usual": made.Add(2 * time.Hour), "seconds": made.In(time.FixedZone("", 3601)), "a day east": made.In(time.FixedZone("", 24*3600)), "far west": made.In(time.FixedZone("", math.MinInt32)),
		"a later year in the east": last.In(time.FixedZone("", 14*3600)),
	} {
		back := empty()
		for kind, v := range values(at) {
			doc, err := json.Marshal(v)
			require.NoError(t, err, "%s: %s", name, kind)
			require.NoError(t, json.Unmarshal(doc, back[kind]), "%s: %s: %s", name, kind, doc)
			again, err := json.Marshal(back[kind])
			require.NoError(t, err)
			require.Equal(t, string(doc), string(again), "%s: %s", name, kind)
		}
		require.True(t, back["status"].(*promise.Status).At.Equal(at), name)
		require.True(t, back["explanation"].(*promise.Explanation).Status.At.Equal(at), name)
	}
	paths := map[string]string{
		"status": "at", "explanation": "status.at", "event": "at", "step": "from", "revision": "at", "remark": "at", "notification": "at", "condition": "by", "terms": "due", "said": "at",
	}
	for _, year := range []int{10000, -1, 12345} {
		for kind, v := range values(time.Date(year, time.June, 1, 0, 0, 0, 0, time.UTC)) {
			_, err := json.Marshal(v)
			var field *document.FieldError
			require.ErrorAs(t, err, &field, kind)
			require.Equal(t, paths[kind], field.Path, "%s: %v", kind, err)
			require.ErrorContains(t, err, "out of range", kind)
			require.ErrorContains(t, err, strconv.Itoa(year), kind)
		}
	}
}

// A document leaves out when an event was recorded where that is when it happened.
func TestRecordedIsWrittenWhereItDiffers(t *testing.T) {
	for later, want := range map[time.Duration]bool{0: false, 1: true, time.Hour: true} {
		p := eightHours(t, promise.Terms{}, promise.About{}, promise.Event{Kind: promise.Flag, At: on(5, 10), Recorded: on(5, 10).Add(later)})
		doc, err := json.Marshal(p)
		require.NoError(t, err)
		require.Equal(t, want, strings.Contains(string(doc), `"recorded"`), string(doc))
		back, err := promise.Parse(doc)
		require.NoError(t, err)
		require.True(t, back.Events()[0].Recorded.Equal(on(5, 10).Add(later)))
	}
}
