package wording_test

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/wording"
)

// reply is a promise made in Berlin on Monday, 2026-01-05, at 09:00: by Friday,
// 16:00, while the team aims for Thursday. Errors are left out.
func reply(name string) (promise.Promise, time.Time) {
	cal, _ := calendar.Parse([]byte(`{"name": "Berlin support", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}`))
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, cal.Zone())
	p, _ := promise.Make(promise.Terms{
		Calendar: cal, Due: promise.Within(39 * time.Hour), Target: promise.Within(30 * time.Hour), Notice: 4 * time.Hour,
	}, promise.About{ID: "T-7", To: "ACME", Name: name}, monday)
	return p, monday
}

// The customer reads by when, and when there is news; the team reads how it
// stands and what to do.
func Example() {
	lang, err := wording.New("en-GB")
	if err != nil {
		fmt.Println(err)
		return
	}
	p, monday := reply("first reply")
	fmt.Println(lang.Promised(p.Explain(monday), wording.Options{NextUpdate: monday.Add(72 * time.Hour)}))

	thursday := monday.Add(79 * time.Hour) // past the target
	fmt.Println(lang.Customer(p.Explain(thursday), wording.Options{NextUpdate: thursday.Add(18 * time.Hour)}))
	fmt.Println(lang.Team(p.Explain(thursday), wording.Options{}))
	// Output:
	// You will have “first reply” by Friday, 9 January, 16:00. You will hear from us again by Thursday, 8 January, 09:00.
	// We are working on “first reply”. You will have it by 16:00 tomorrow, Friday, 9 January. You will hear from us again by 10:00 tomorrow, Friday, 9 January.
	// T-7 “first reply” (ACME): at risk. Due: tomorrow, 16:00. Target passed: today, 15:00. Working time left: 8 hours. Next: finish before it is due, or tell the customer a later time now.
}

// The sentence for a pause blames nobody and names no date while there is none.
func ExampleLanguage_Customer() {
	for _, reader := range []struct{ tag, name string }{
		{"en-US", "first reply"}, {"tl", "unang sagot"}, {"ru-RU", "первый ответ"}, {"hu", "első válasz"}, {"ko-KR", "첫 답변"},
	} {
		lang, err := wording.New(reader.tag)
		if err != nil {
			fmt.Println(err)
			return
		}
		p, monday := reply(reader.name)
		p, _ = p.Record(monday, promise.Event{Kind: promise.Pause, At: monday.Add(2 * time.Hour), Reason: "waiting for the customer's log file"})
		fmt.Println(lang, lang.Customer(p.Explain(monday.Add(3*time.Hour)), wording.Options{NextUpdate: monday.Add(97 * time.Hour)}))
	}
	// Output:
	// en-US We will continue with “first reply” as soon as we have everything we need, and will then tell you at once when you will have it. You will hear from us again by Friday, January 9, 10:00 AM.
	// fil Itutuloy po namin ang inyong hiniling (“unang sagot”) sa sandaling kumpleto na ang lahat ng kailangan, at agad naming sasabihin kung kailan ninyo ito matatanggap. Makatatanggap po kayong muli ng balita mula sa amin nang hindi lalampas sa Biyernes, ika-9 ng Enero, 10:00 n.u.
	// ru Мы продолжим работу, как только у нас будет всё необходимое, и сразу сообщим, когда вы получите «первый ответ». Мы снова свяжемся с вами до 10:00 в пятницу, 9 января.
	// hu Folytatjuk a munkát, amint minden, ami szükséges, a rendelkezésünkre áll, és akkor azonnal közöljük Önnel, mikorra készül el a kért „első válasz”. Legközelebb 2026. január 9-én, pénteken 10:00-ig jelentkezünk.
	// ko 필요한 사항이 모두 갖추어지는 대로 요청하신 건(“첫 답변”)을 이어서 진행하고, 완료 시점을 바로 알려 드리겠습니다. 1월 9일 금요일 오전 10시까지 다시 연락드리겠습니다.
}

// What is promised, to a reader in another zone than the team.
func ExampleLanguage_Promised() {
	lang, err := wording.New("ko")
	if err != nil {
		fmt.Println(err)
		return
	}
	p, monday := reply("첫 답변")
	seoul := time.FixedZone("KST", 9*60*60)
	fmt.Println(lang.Promised(p.Explain(monday), wording.Options{Zone: seoul}))
	fmt.Println(lang.Promised(p.Explain(monday), wording.Options{Zone: seoul, ZoneName: "한국 시간"}))
	// Output:
	// 요청하신 건(“첫 답변”)은 1월 9일 금요일 밤 12시(UTC+9)까지 처리해 드리겠습니다. 새로운 소식이 있는 대로 연락드리겠습니다.
	// 요청하신 건(“첫 답변”)은 1월 9일 금요일 밤 12시(한국 시간)까지 처리해 드리겠습니다. 새로운 소식이 있는 대로 연락드리겠습니다.
}

// A later date: first as announced, then as agreed.
func ExampleLanguage_Revised() {
	lang, err := wording.New("ru")
	if err != nil {
		fmt.Println(err)
		return
	}
	p, monday := reply("первый ответ")
	friday := monday.Add(101 * time.Hour) // two hours before it is due
	later := promise.Event{Kind: promise.Revise, Terms: promise.Terms{Due: promise.By(monday.Add(171 * time.Hour))}}
	announced, _ := p.Record(friday, later)
	later.Agreed = true
	agreed, _ := p.Record(friday, later)
	fmt.Println(lang.Revised(announced.Explain(friday), wording.Options{Cause: wording.CauseSupplier}))
	fmt.Println(lang.Revised(agreed.Explain(friday), wording.Options{Cause: wording.CauseSupplier}))
	// Output:
	// Мы говорили, что вы получите «первый ответ» до 16:00 сегодня, в пятницу, 9 января. Нам нужно больше времени, и мы приносим извинения: по нашей оценке, всё будет готово до 12:00 в понедельник, 12 января. Причина: поставщику нужно больше времени. Если вам это не подходит, сообщите нам, пожалуйста, и мы поищем другое решение. Мы сообщим вам, как только появятся новости.
	// Как мы с вами договорились, вы получите «первый ответ» до 12:00 в понедельник, 12 января (прежний срок: пятница, 9 января, 16:00). Причина: поставщику нужно больше времени. Мы сообщим вам, как только появятся новости.
}

// Some days after it was kept.
func ExampleLanguage_FollowUp() {
	lang, err := wording.New("hu")
	if err != nil {
		fmt.Println(err)
		return
	}
	p, monday := reply("első válasz")
	p, _ = p.Record(monday.Add(52*time.Hour), promise.Event{Kind: promise.Fulfill})
	fmt.Println(lang.Customer(p.Explain(monday.Add(52*time.Hour)), wording.Options{}))
	fmt.Println(lang.FollowUp(p.Explain(monday.Add(168*time.Hour)), wording.Options{}))
	// Output:
	// A kért „első válasz” 2 nappal korábban készült el, mint ahogy mondtuk. Ha bármi hiányzik, kérjük, jelezze nekünk.
	// A kért „első válasz” 2026. január 7-én, szerdán 13:00-kor elkészült. Minden rendben van? Ha nem, kérjük, jelezze, és újra foglalkozunk vele.
}

// What the team reads of a broken promise.
func ExampleLanguage_Team() {
	lang, err := wording.New("fil", "en")
	if err != nil {
		fmt.Println(err)
		return
	}
	p, monday := reply("unang sagot")
	p, _ = p.Record(monday, promise.Event{Kind: promise.Pause, At: monday.Add(2 * time.Hour), Reason: "hinihintay ang log"},
		promise.Event{Kind: promise.Resume, At: monday.Add(4 * time.Hour)})
	fmt.Println(lang.Team(p.Explain(monday.Add(170*time.Hour)), wording.Options{}))
	// Output:
	// T-7 “unang sagot” (ACME): hindi natupad sa oras. Takdang oras: ngayong araw, 10:00 n.u. Lampas na sa target: Huwebes, ika-8 ng Enero, 5:00 n.h. Pagkaantala: 1 oras (oras ng trabaho: 1 oras). Oras ng trabaho na nakahinto: 2 oras (“hinihintay ang log”). Walang nag-abiso sa kliyente bago nito. Susunod: humingi ng paumanhin at magbigay ng oras na matutupad.
}

// A reader prefers several languages.
func ExampleNew() {
	for _, preferred := range [][]string{{"ru-RU"}, {"tl"}, {"ja", "ko-KR"}, {"ja"}, {"en_US.UTF-8"}} {
		lang, err := wording.New(preferred...)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(preferred, lang)
	}
	// Output:
	// [ru-RU] ru
	// [tl] fil
	// [ja ko-KR] ko
	// [ja] en
	// wording: preferred[0]: invalid language tag "en_US.UTF-8"; write one like ru-RU
}
