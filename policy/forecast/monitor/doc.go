// Package monitor watches a case that is in progress and a desk as a whole, without a
// history of cases. Fever compares the progress of a case with the use of its pad.
// BurnRate compares the breaks of a desk with its error budget. Both return a
// forecast.Risk with a zone and a sentence.
//
//	r := monitor.BurnRate{Level: 0.95}.Risk(broken) // verdicts in the order of due instants
//	if r.Zone == forecast.Red {
//		fmt.Println(r.Why)
//	}
//
// The types are plain values, safe for concurrent use, and their zero values are ready
// to use.
package monitor
