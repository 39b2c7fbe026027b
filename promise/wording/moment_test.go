package wording

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// told is the instant at which the moments of these tests are told: Thursday,
// 2026-01-08, 10:00.
var told = time.Date(2026, time.January, 8, 10, 0, 0, 0, time.UTC)

func (c *catalogue) at(f form, day, hour, minute int) string {
	return c.when(newMoment(f, time.Date(2026, time.January, day, hour, minute, 0, 0, time.UTC), told, ""))
}

func equal(t *testing.T, want, got []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Every weekday, as a deadline and as a point in time.
func TestWeekdays(t *testing.T) {
	for _, want := range []struct {
		c     *catalogue
		by    []string
		at    []string
		names []string
	}{
		{
			&russian,
			[]string{"до 16:00 в понедельник, 12 января", "до 16:00 во вторник, 13 января", "до 16:00 в среду, 14 января", "до 16:00 в четверг, 15 января", "до 16:00 в пятницу, 16 января", "до 16:00 в субботу, 17 января", "до 16:00 в воскресенье, 18 января"},
			[]string{"в понедельник, 12 января, в 16:00", "во вторник, 13 января, в 16:00", "в среду, 14 января, в 16:00", "в четверг, 15 января, в 16:00", "в пятницу, 16 января, в 16:00", "в субботу, 17 января, в 16:00", "в воскресенье, 18 января, в 16:00"},
			[]string{"понедельник, 12 января, 16:00", "вторник, 13 января, 16:00", "среда, 14 января, 16:00", "четверг, 15 января, 16:00", "пятница, 16 января, 16:00", "суббота, 17 января, 16:00", "воскресенье, 18 января, 16:00"},
		},
		{
			&hungarian,
			[]string{"2026. január 12-én, hétfőn 16:00-ig", "2026. január 13-án, kedden 16:00-ig", "2026. január 14-én, szerdán 16:00-ig", "2026. január 15-én, csütörtökön 16:00-ig", "2026. január 16-án, pénteken 16:00-ig", "2026. január 17-én, szombaton 16:00-ig", "2026. január 18-án, vasárnap 16:00-ig"},
			[]string{"2026. január 12-én, hétfőn 16:00-kor", "2026. január 13-án, kedden 16:00-kor", "2026. január 14-én, szerdán 16:00-kor", "2026. január 15-én, csütörtökön 16:00-kor", "2026. január 16-án, pénteken 16:00-kor", "2026. január 17-én, szombaton 16:00-kor", "2026. január 18-án, vasárnap 16:00-kor"},
			[]string{"2026. január 12., hétfő 16:00", "2026. január 13., kedd 16:00", "2026. január 14., szerda 16:00", "2026. január 15., csütörtök 16:00", "2026. január 16., péntek 16:00", "2026. január 17., szombat 16:00", "2026. január 18., vasárnap 16:00"},
		},
		{
			&korean,
			[]string{"1월 12일 월요일 오후 4시까지", "1월 13일 화요일 오후 4시까지", "1월 14일 수요일 오후 4시까지", "1월 15일 목요일 오후 4시까지", "1월 16일 금요일 오후 4시까지", "1월 17일 토요일 오후 4시까지", "1월 18일 일요일 오후 4시까지"},
			[]string{"1월 12일 월요일 오후 4시에", "1월 13일 화요일 오후 4시에", "1월 14일 수요일 오후 4시에", "1월 15일 목요일 오후 4시에", "1월 16일 금요일 오후 4시에", "1월 17일 토요일 오후 4시에", "1월 18일 일요일 오후 4시에"},
			[]string{"1월 12일 월요일 오후 4시", "1월 13일 화요일 오후 4시", "1월 14일 수요일 오후 4시", "1월 15일 목요일 오후 4시", "1월 16일 금요일 오후 4시", "1월 17일 토요일 오후 4시", "1월 18일 일요일 오후 4시"},
		},
		{
			&tagalog,
			[]string{"nang hindi lalampas sa Lunes, ika-12 ng Enero, 4:00 n.h.", "nang hindi lalampas sa Martes, ika-13 ng Enero, 4:00 n.h.", "nang hindi lalampas sa Miyerkules, ika-14 ng Enero, 4:00 n.h.", "nang hindi lalampas sa Huwebes, ika-15 ng Enero, 4:00 n.h.", "nang hindi lalampas sa Biyernes, ika-16 ng Enero, 4:00 n.h.", "nang hindi lalampas sa Sabado, ika-17 ng Enero, 4:00 n.h.", "nang hindi lalampas sa Linggo, ika-18 ng Enero, 4:00 n.h."},
			[]string{"sa Lunes, ika-12 ng Enero, 4:00 n.h.", "sa Martes, ika-13 ng Enero, 4:00 n.h.", "sa Miyerkules, ika-14 ng Enero, 4:00 n.h.", "sa Huwebes, ika-15 ng Enero, 4:00 n.h.", "sa Biyernes, ika-16 ng Enero, 4:00 n.h.", "sa Sabado, ika-17 ng Enero, 4:00 n.h.", "sa Linggo, ika-18 ng Enero, 4:00 n.h."},
			[]string{"Lunes, ika-12 ng Enero, 4:00 n.h.", "Martes, ika-13 ng Enero, 4:00 n.h.", "Miyerkules, ika-14 ng Enero, 4:00 n.h.", "Huwebes, ika-15 ng Enero, 4:00 n.h.", "Biyernes, ika-16 ng Enero, 4:00 n.h.", "Sabado, ika-17 ng Enero, 4:00 n.h.", "Linggo, ika-18 ng Enero, 4:00 n.h."},
		},
		{
			&american,
			[]string{"by Monday, January 12, 4:00 PM", "by Tuesday, January 13, 4:00 PM", "by Wednesday, January 14, 4:00 PM", "by Thursday, January 15, 4:00 PM", "by Friday, January 16, 4:00 PM", "by Saturday, January 17, 4:00 PM", "by Sunday, January 18, 4:00 PM"},
			[]string{"on Monday, January 12, at 4:00 PM", "on Tuesday, January 13, at 4:00 PM", "on Wednesday, January 14, at 4:00 PM", "on Thursday, January 15, at 4:00 PM", "on Friday, January 16, at 4:00 PM", "on Saturday, January 17, at 4:00 PM", "on Sunday, January 18, at 4:00 PM"},
			[]string{"Monday, January 12, 4:00 PM", "Tuesday, January 13, 4:00 PM", "Wednesday, January 14, 4:00 PM", "Thursday, January 15, 4:00 PM", "Friday, January 16, 4:00 PM", "Saturday, January 17, 4:00 PM", "Sunday, January 18, 4:00 PM"},
		},
	} {
		var by, at, names, short []string
		for day := 12; day <= 18; day++ {
			by = append(by, want.c.at(asBy, day, 16, 0))
			at = append(at, want.c.at(asAt, day, 16, 0))
			names = append(names, want.c.at(asName, day, 16, 0))
			short = append(short, want.c.at(asShort, day, 16, 0))
		}
		equal(t, want.by, by)
		equal(t, want.at, at)
		equal(t, want.names, names)
		equal(t, want.names, short)
	}
}

// Every month, as the language names it within a date.
func TestMonths(t *testing.T) {
	for _, want := range []struct {
		c      *catalogue
		months string
	}{
		{&english, "5 January, 5 February, 5 March, 5 April, 5 May, 5 June, 5 July, 5 August, 5 September, 5 October, 5 November, 5 December"},
		{&russian, "5 января, 5 февраля, 5 марта, 5 апреля, 5 мая, 5 июня, 5 июля, 5 августа, 5 сентября, 5 октября, 5 ноября, 5 декабря"},
		{&hungarian, "január 5., február 5., március 5., április 5., május 5., június 5., július 5., augusztus 5., szeptember 5., október 5., november 5., december 5."},
		{&korean, "1월 5일, 2월 5일, 3월 5일, 4월 5일, 5월 5일, 6월 5일, 7월 5일, 8월 5일, 9월 5일, 10월 5일, 11월 5일, 12월 5일"},
		{&tagalog, "ika-5 ng Enero, ika-5 ng Pebrero, ika-5 ng Marso, ika-5 ng Abril, ika-5 ng Mayo, ika-5 ng Hunyo, ika-5 ng Hulyo, ika-5 ng Agosto, ika-5 ng Setyembre, ika-5 ng Oktubre, ika-5 ng Nobyembre, ika-5 ng Disyembre"},
	} {
		for i, month := range strings.Split(want.months, ", ") {
			at := time.Date(2026, time.Month(i+1), 5, 16, 0, 0, 0, time.UTC)
			require.Contains(t, want.c.when(newMoment(asName, at, told, "")), month)
		}
	}
}

// "On the n-th" in Hungarian: elsején, másodikán, harmadikán, negyedikén ...
func TestHungarianDays(t *testing.T) {
	want := strings.Fields("1-jén 2-án 3-án 4-én 5-én 6-án 7-én 8-án 9-én 10-én 11-én 12-én 13-án 14-én 15-én 16-án 17-én 18-án 19-én 20-án " +
		"21-én 22-én 23-án 24-én 25-én 26-án 27-én 28-án 29-én 30-án 31-én")
	var got []string
	for day := 1; day <= 31; day++ {
		at := time.Date(2026, time.March, day, 16, 0, 0, 0, time.UTC)
		got = append(got, strings.Fields(hungarian.when(newMoment(asAt, at, told, "")))[2])
	}
	for i := range got {
		got[i] = strings.TrimSuffix(got[i], ",")
	}
	equal(t, want, got)
}

// Hours at which clocks are read in words.
func TestClocks(t *testing.T) {
	for _, want := range []struct {
		c     *catalogue
		texts []string
	}{
		{&english, []string{"00:00", "00:30", "04:59", "05:00", "09:05", "12:00", "12:30", "13:00", "18:00", "23:59"}},
		{&american, []string{"12:00 AM", "12:30 AM", "4:59 AM", "5:00 AM", "9:05 AM", "noon", "12:30 PM", "1:00 PM", "6:00 PM", "11:59 PM"}},
		{&korean, []string{"오전 0시", "오전 0시 30분", "오전 4시 59분", "오전 5시", "오전 9시 5분", "낮 12시", "오후 12시 30분", "오후 1시", "오후 6시", "오후 11시 59분"}},
		{&tagalog, []string{"12:00 ng hatinggabi", "12:30 ng madaling-araw", "4:59 ng madaling-araw", "5:00 n.u.", "9:05 n.u.", "12:00 n.t.", "12:30 n.t.", "1:00 n.h.", "6:00 n.g.", "11:59 n.g."}},
	} {
		for i, at := range [][2]int{{0, 0}, {0, 30}, {4, 59}, {5, 0}, {9, 5}, {12, 0}, {12, 30}, {13, 0}, {18, 0}, {23, 59}} {
			require.True(t, strings.HasSuffix(want.c.at(asName, 12, at[0], at[1]), " "+want.texts[i]), "%s", want.c.at(asName, 12, at[0], at[1]))
		}
	}
}

// Today and tomorrow, the end of a day, another year, the past, and a zone.
func TestMoments(t *testing.T) {
	zoned := func(c *catalogue, f form, day, hour int) string {
		return c.when(newMoment(f, time.Date(2026, time.January, day, hour, 0, 0, 0, time.UTC), told, "UTC+1"))
	}
	nextYear := time.Date(2027, time.January, 4, 16, 0, 0, 0, time.UTC)
	for _, want := range []struct {
		c     *catalogue
		texts []string
	}{
		{&english, []string{
			"by 16:00 today, Thursday, 8 January", "by 16:00 tomorrow, Friday, 9 January", "today, Thursday, 8 January, at 09:00", "tomorrow, Friday, 9 January, at 16:00", "on Wednesday, 7 January, at 16:00",
			"by the end of today, Thursday, 8 January", "by the end of tomorrow, Friday, 9 January", "by the end of Saturday, 10 January",
			"today, 16:00", "tomorrow, 16:00", "by Monday, 4 January 2027, 16:00", "by 16:00 (UTC+1) today, Thursday, 8 January", "by the end of Saturday, 10 January (UTC+1)",
		}},
		{&american, []string{
			"by 4:00 PM today, Thursday, January 8", "by 4:00 PM tomorrow, Friday, January 9", "today, Thursday, January 8, at 9:00 AM", "tomorrow, Friday, January 9, at 4:00 PM", "on Wednesday, January 7, at 4:00 PM",
			"by the end of today, Thursday, January 8", "by the end of tomorrow, Friday, January 9", "by the end of Saturday, January 10",
			"today, 4:00 PM", "tomorrow, 4:00 PM", "by Monday, January 4, 2027, 4:00 PM", "by 4:00 PM (UTC+1) today, Thursday, January 8", "by the end of Saturday, January 10 (UTC+1)",
		}},
		{&russian, []string{
			"до 16:00 сегодня, в четверг, 8 января", "до 16:00 завтра, в пятницу, 9 января", "сегодня, в четверг, 8 января, в 09:00", "завтра, в пятницу, 9 января, в 16:00", "в среду, 7 января, в 16:00",
			"до конца сегодняшнего дня, четверга, 8 января", "до конца завтрашнего дня, пятницы, 9 января", "до конца субботы, 10 января",
			"сегодня, 16:00", "завтра, 16:00", "до 16:00 в понедельник, 4 января 2027 года", "до 16:00 (UTC+1) сегодня, в четверг, 8 января", "до конца субботы, 10 января (UTC+1)",
		}},
		{&hungarian, []string{
			"ma (január 8., csütörtök) 16:00-ig", "holnap (január 9., péntek) 16:00-ig", "ma (január 8., csütörtök) 09:00-kor", "holnap (január 9., péntek) 16:00-kor", "2026. január 7-én, szerdán 16:00-kor",
			"ma (január 8., csütörtök) 24:00-ig", "holnap (január 9., péntek) 24:00-ig", "2026. január 10-én, szombaton 24:00-ig",
			"ma 16:00", "holnap 16:00", "2027. január 4-én, hétfőn 16:00-ig", "ma (január 8., csütörtök) 16:00-ig (UTC+1)", "2026. január 10-én, szombaton 24:00-ig (UTC+1)",
		}},
		{&korean, []string{
			"오늘(1월 8일 목요일) 오후 4시까지", "내일(1월 9일 금요일) 오후 4시까지", "오늘(1월 8일 목요일) 오전 9시에", "내일(1월 9일 금요일) 오후 4시에", "1월 7일 수요일 오후 4시에",
			"오늘(1월 8일 목요일) 밤 12시까지", "내일(1월 9일 금요일) 밤 12시까지", "1월 10일 토요일 밤 12시까지",
			"오늘 오후 4시", "내일 오후 4시", "2027년 1월 4일 월요일 오후 4시까지", "오늘(1월 8일 목요일) 오후 4시(UTC+1)까지", "1월 10일 토요일 밤 12시(UTC+1)까지",
		}},
		{&tagalog, []string{
			"nang hindi lalampas sa 4:00 n.h. ngayong araw, Huwebes, ika-8 ng Enero", "nang hindi lalampas sa 4:00 n.h. bukas, Biyernes, ika-9 ng Enero", "kaninang 9:00 n.u. (Huwebes, ika-8 ng Enero)", "bukas, Biyernes, ika-9 ng Enero, 4:00 n.h.", "noong Miyerkules, ika-7 ng Enero, 4:00 n.h.",
			"nang hindi lalampas sa katapusan ng araw na ito, Huwebes, ika-8 ng Enero", "nang hindi lalampas sa katapusan ng Biyernes, ika-9 ng Enero", "nang hindi lalampas sa katapusan ng Sabado, ika-10 ng Enero",
			"ngayong araw, 4:00 n.h.", "bukas, 4:00 n.h.", "nang hindi lalampas sa Lunes, ika-4 ng Enero, 2027, 4:00 n.h.", "nang hindi lalampas sa 4:00 n.h. (UTC+1) ngayong araw, Huwebes, ika-8 ng Enero", "nang hindi lalampas sa katapusan ng Sabado, ika-10 ng Enero (UTC+1)",
		}},
	} {
		c := want.c
		equal(t, want.texts, []string{
			c.at(asBy, 8, 16, 0), c.at(asBy, 9, 16, 0), c.at(asAt, 8, 9, 0), c.at(asAt, 9, 16, 0), c.at(asAt, 7, 16, 0),
			c.at(asBy, 9, 0, 0), c.at(asBy, 10, 0, 0), c.at(asBy, 11, 0, 0),
			c.at(asShort, 8, 16, 0), c.at(asShort, 9, 16, 0), c.when(newMoment(asBy, nextYear, told, "")), zoned(c, asBy, 8, 16), zoned(c, asBy, 11, 0),
		})
	}
	require.Equal(t, "mamayang 4:00 n.h. (Huwebes, ika-8 ng Enero)", tagalog.at(asAt, 8, 16, 0))
}

// A deadline at the midnight that follows a skipped date ends the date before
// that; a midnight that the clocks skip is no midnight.
func TestMidnights(t *testing.T) {
	apia, err := time.LoadLocation("Pacific/Apia")
	require.NoError(t, err)
	at := time.Date(2011, time.December, 31, 0, 0, 0, 0, apia)
	require.Equal(t, "by the end of Thursday, 29 December", english.when(newMoment(asBy, at, at.AddDate(0, 0, -9), "")))
	saoPaulo, err := time.LoadLocation("America/Sao_Paulo")
	require.NoError(t, err)
	at = time.Date(2018, time.November, 4, 3, 0, 0, 0, time.UTC).In(saoPaulo) // 00:00 to 01:00 were skipped
	require.Equal(t, "by Sunday, 4 November, 01:00", english.when(newMoment(asBy, at, at.AddDate(0, 0, -9), "")))
}

// A midnight that comes twice ends a day once, and a deadline half a minute
// after midnight is one of the new day.
func TestNoMidnights(t *testing.T) {
	havana, err := time.LoadLocation("America/Havana")
	require.NoError(t, err)
	first := time.Date(2026, time.November, 1, 4, 0, 0, 0, time.UTC).In(havana)
	for at, want := range map[time.Time]string{
		first:                       "by the end of Saturday, 31 October",
		first.Add(time.Hour):        "by Sunday, 1 November, 00:00",
		first.Add(30 * time.Second): "by Sunday, 1 November, 00:00",
	} {
		require.Equal(t, want, english.when(newMoment(asBy, at, at.AddDate(0, 0, -9), "")), "%v", at)
	}
}

// Zones are called by their offset.
func TestOffsetName(t *testing.T) {
	for name, want := range map[string]string{
		"UTC": "UTC", "Europe/Berlin": "UTC+1", "Asia/Kathmandu": "UTC+5:45", "America/St_Johns": "UTC-3:30", "Pacific/Kiritimati": "UTC+14", "Asia/Manila": "UTC+8",
	} {
		loc, err := time.LoadLocation(name)
		require.NoError(t, err)
		require.Equal(t, want, offsetName(told.In(loc)), name)
	}
}

// How much earlier is told in whole days or hours, rounded down, and below an hour
// in minutes where few were promised, from a tenth of them on. A day is one on the
// wall, of 23 hours too.
func TestAhead(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	due := time.Date(2026, time.March, 30, 9, 0, 0, 0, berlin) // the clocks changed the day before
	for _, want := range []struct {
		end  time.Time
		text string
	}{
		{due, ""}, {due.Add(time.Minute), ""}, {due.Add(-59 * time.Minute), ""}, {due.Add(-time.Hour), "1 hour"},
		{due.Add(-21*time.Hour - 59*time.Minute), "21 hours"},
		{time.Date(2026, time.March, 29, 9, 0, 0, 0, berlin), "1 day"},
		{time.Date(2026, time.March, 28, 9, 1, 0, 0, berlin), "1 day"},
		{time.Date(2026, time.March, 28, 9, 0, 0, 0, berlin), "2 days"},
		{time.Date(2026, time.March, 29, 23, 30, 0, 0, berlin), "9 hours"},
	} {
		text, worth := english.ahead(want.end, due, 100*time.Hour)
		require.Equal(t, want.text, text, "%v", want.end)
		require.Equal(t, want.text != "", worth)
	}
	for _, want := range []struct {
		early, promised time.Duration
		text            string
	}{
		{12 * time.Minute, 30 * time.Minute, "12 minutes"},
		{time.Minute, 10 * time.Minute, "1 minute"},
		{59 * time.Second, 5 * time.Minute, ""},
		{3 * time.Minute, 31 * time.Minute, ""},
		{12 * time.Minute, 2 * time.Hour, "12 minutes"},
		{12*time.Minute - time.Second, 2 * time.Hour, ""},
		{59 * time.Minute, 2*time.Hour + time.Minute, ""},
		{61 * time.Minute, 2 * time.Hour, "1 hour"},
	} {
		text, worth := english.ahead(due.Add(-want.early), due, want.promised)
		require.Equal(t, want.text, text, "%v of %v", want.early, want.promised)
		require.Equal(t, want.text != "", worth)
	}
}
