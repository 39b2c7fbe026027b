package contract_test

import (
	"testing"

	"github.com/underpromise/underpromise/examples/crmplugin/contract"
)

func BenchmarkEvaluate(b *testing.B) {
	requests := goldens(b)
	for _, name := range []string{"on-track", "wish", "history-and-pictures", "action-withdrawn", "error-empty"} {
		b.Run(name, func(b *testing.B) {
			request := requests[name]
			b.ReportAllocs()
			for b.Loop() {
				contract.Evaluate(request)
			}
		})
		b.Run(name+", policy known", func(b *testing.B) {
			request := requests[name]
			var evaluator contract.Evaluator
			b.ReportAllocs()
			for b.Loop() {
				evaluator.Evaluate(request)
			}
		})
	}
}
