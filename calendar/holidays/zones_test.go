package holidays_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/rickar/cal/v2/br"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/holidays"
)

// printAll is set for the copies of this program that run in other zones.
const printAll = "HOLIDAYS_TEST_PRINT_ALL"

// hardZones have days without a midnight, or skipped a day.
var hardZones = []string{
	"America/Sao_Paulo", "America/Asuncion", "America/Havana", "Atlantic/Azores", "Africa/Cairo",
	"Asia/Amman", "Asia/Beirut", "Asia/Tehran", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Kwajalein",
}

func TestMain(m *testing.M) {
	if zone := os.Getenv(printAll); zone != "" {
		if time.Local.String() != zone {
			fmt.Println("runs in", time.Local, "and not in", zone)
			os.Exit(1)
		}
		out := bufio.NewWriter(os.Stdout)
		naive, _ := br.Finados.Calc(2004)
		fmt.Fprintln(out, "naive", naive.Format(time.DateOnly))
		for _, line := range digests() {
			fmt.Fprintln(out, line)
		}
		if err := out.Flush(); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// digests returns a line for each code, with a digest of its days in all years.
func digests() (lines []string) {
	for _, code := range holidays.Codes() {
		days, err := holidays.For(code, 1900, lastYear(code))
		text := sha256.New()
		for _, d := range days {
			on, _ := d.On.IsOnce()
			text.Write(append(binary.AppendVarint(nil, int64(on)), d.Name+"\n"...))
		}
		lines = append(lines, fmt.Sprintf("%s %d days %x %v", code, len(days), text.Sum(nil), err))
	}
	return lines
}

// TestSameInEveryZone: the zone of the machine, in which package cal counts, does
// not show in the days of any code in any year.
func TestSameInEveryZone(t *testing.T) {
	printed := make([][]string, len(hardZones))
	var all sync.WaitGroup
	room := make(chan struct{}, 2)
	for i, zone := range hardZones {
		all.Add(1)
		go func() {
			defer all.Done()
			room <- struct{}{}
			defer func() { <-room }()
			run := exec.Command(os.Args[0])
			run.Env = append(os.Environ(), "TZ="+zone, printAll+"="+zone)
			out, err := run.Output()
			if err != nil {
				out = []byte(err.Error())
			}
			printed[i] = strings.Split(strings.TrimSpace(string(out)), "\n")
		}()
	}
	want := digests()
	all.Wait()
	for i, zone := range hardZones {
		naive := "naive 2004-11-02"
		if zone == "America/Sao_Paulo" {
			naive = "naive 2004-11-01" // the trap is there
		}
		require.Equal(t, naive, printed[i][0], zone)
		if diff := cmp.Diff(want, printed[i][1:]); diff != "" {
			t.Error(zone, "(-want +got)", diff)
		}
	}
}
