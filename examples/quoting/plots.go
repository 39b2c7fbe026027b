package main

import (
	"fmt"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise/report"
)

// Colours that remain distinct to readers with red-green colour blindness.
var (
	blue   = color.RGBA{R: 0, G: 114, B: 178, A: 255}
	orange = color.RGBA{R: 213, G: 94, B: 0, A: 255}
	grey   = color.RGBA{R: 120, G: 120, B: 120, A: 255}
)

// mostDots is how many cases are drawn.
const mostDots = 3000

// draw draws three pictures into a folder and returns their names.
func (r *result) draw(folder string) ([]string, error) {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, err
	}
	var names []string
	for _, picture := range []struct {
		name string
		draw func() (*plot.Plot, error)
	}{{"promised", r.drawPromised}, {"months", r.drawMonths}, {"calibration", r.drawCalibration}} {
		p, err := picture.draw()
		if err != nil {
			return names, err
		}
		name := filepath.Join(folder, picture.name+".png")
		if err := p.Save(6*vg.Inch, 5*vg.Inch, name); err != nil {
			return names, err
		}
		names = append(names, name)
	}
	return names, nil
}

// drawPromised draws what was quoted against what it took, both on a logarithmic
// scale, for the cases that are finished.
func (r *result) drawPromised() (*plot.Plot, error) {
	var kept, broken plotter.XYs
	every := max((len(r.judged)+mostDots-1)/mostDots, 1)
	low, high := math.Inf(1), 0.0
	for i := 0; i < len(r.judged); i += every {
		a := r.judged[i]
		if a.quotes[0] == 0 || a.finished.IsZero() {
			continue
		}
		dot := plotter.XY{X: hours(a.quotes[0]), Y: hours(a.took)}
		low, high = min(low, dot.X, dot.Y), max(high, dot.X, dot.Y)
		if a.took <= a.quotes[0] {
			kept = append(kept, dot)
		} else {
			broken = append(broken, dot)
		}
	}
	p := newPlot()
	p.Title.Text = fmt.Sprintf("Promised and actual, aimed at %s", plaintext.Percent(r.walk.level))
	p.X.Label.Text, p.Y.Label.Text = "promised, hours", "actual, hours"
	p.X.Scale, p.Y.Scale = plot.LogScale{}, plot.LogScale{}
	p.X.Tick.Marker, p.Y.Tick.Marker = plot.LogTicks{Prec: -1}, plot.LogTicks{Prec: -1}
	p.Legend.Top, p.Legend.Left = true, true
	if high == 0 {
		low, high = 1, 10
	}
	for _, x := range []struct {
		name string
		dots plotter.XYs
		c    color.Color
	}{{"kept", kept, blue}, {"broken", broken, orange}} {
		if len(x.dots) == 0 {
			continue
		}
		s, err := plotter.NewScatter(x.dots)
		if err != nil {
			return nil, err
		}
		s.GlyphStyle = draw.GlyphStyle{Color: x.c, Radius: vg.Points(1.2), Shape: draw.CircleGlyph{}}
		p.Add(s)
		p.Legend.Add(x.name, s)
	}
	return p, addLine(p, plotter.XYs{{X: low, Y: low}, {X: high, Y: high}}, grey, true, "")
}

// newPlot makes a plot with some room around.
func newPlot() *plot.Plot {
	p := plot.New()
	p.Title.Padding = vg.Points(10)
	p.X.Label.Padding, p.Y.Label.Padding = vg.Points(4), vg.Points(4)
	p.Legend.Padding = vg.Points(2)
	return p
}

// hours are a length for a logarithmic scale: a minute at least.
func hours(d time.Duration) float64 { return max(d, time.Minute).Hours() }

// drawMonths draws the keep-rate month by month, by opening, with its interval.
func (r *result) drawMonths() (*plot.Plot, error) {
	p := newPlot()
	p.Title.Text = "Kept, by month of opening"
	p.Y.Label.Text = "share kept"
	p.Legend.Left = true
	months := map[string]float64{}
	var names []string
	for _, row := range r.rows[0].byOpened.Months() {
		months[row.Name] = float64(len(names))
		names = append(names, row.Name)
	}
	for i, row := range r.rows {
		if row.name != ours && row.name != asPromised {
			continue
		}
		c := color.Color(orange)
		if row.name == ours {
			c = blue
		}
		points := pointsWithError{}
		for _, m := range row.byOpened.Months() {
			if share, ok := m.Keep().Share(); ok {
				points.add(months[m.Name]+0.05*float64(i), share, m.Keep())
			}
		}
		if err := points.addTo(p, c, row.name); err != nil {
			return nil, err
		}
	}
	p.NominalX(names...)
	p.Y.Min, p.Y.Max = max(p.Y.Min-0.2, 0), 1 // with room for the legend
	return p, addLine(p, plotter.XYs{{X: 0, Y: r.walk.level}, {X: float64(max(len(names)-1, 1)), Y: r.walk.level}}, grey, true, "aimed at")
}

// drawCalibration draws the share that broke against the probability forecast.
func (r *result) drawCalibration() (*plot.Plot, error) {
	p := newPlot()
	p.Title.Text = "At half-time: forecast to break, and broken"
	p.X.Label.Text, p.Y.Label.Text = "probability forecast", "share broken"
	p.Legend.Top, p.Legend.Left = true, true
	for _, score := range r.risks {
		c := color.Color(orange)
		if score.name == ours {
			c = blue
		}
		points := pointsWithError{}
		for _, bin := range score.calibration.Bins(10) {
			if share, ok := bin.Broken.Share(); ok {
				points.add(bin.Forecast, share, bin.Broken)
			}
		}
		if err := points.addTo(p, c, score.name); err != nil {
			return nil, err
		}
	}
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, 0, 1
	return p, addLine(p, plotter.XYs{{X: 0, Y: 0}, {X: 1, Y: 1}}, grey, true, "")
}

// pointsWithError are points with their intervals.
type pointsWithError struct {
	plotter.XYs
	plotter.YErrors
}

func (p *pointsWithError) add(x, y float64, r report.Rate) {
	low, high := r.Wilson()
	p.XYs = append(p.XYs, plotter.XY{X: x, Y: y})
	p.YErrors = append(p.YErrors, struct{ Low, High float64 }{y - low, high - y})
}

func (p *pointsWithError) addTo(to *plot.Plot, c color.Color, name string) error {
	if len(p.XYs) == 0 {
		return nil
	}
	bars, err := plotter.NewYErrorBars(p)
	if err != nil {
		return err
	}
	bars.Color = c
	to.Add(bars)
	return addLine(to, p.XYs, c, false, name)
}

// addLine adds a line, and its name to the legend if it has one.
func addLine(p *plot.Plot, points plotter.XYs, c color.Color, dashed bool, name string) error {
	line, err := plotter.NewLine(points)
	if err != nil {
		return err
	}
	line.Color = c
	if dashed {
		line.Dashes = []vg.Length{vg.Points(4), vg.Points(3)}
	}
	p.Add(line)
	if name != "" {
		p.Legend.Add(name, line)
	}
	return nil
}
