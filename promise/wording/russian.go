package wording

import (
	"strconv"

	"golang.org/x/text/language"
)

var russian = catalogue{
	tag:    language.Russian,
	quotes: [2]string{"«", "»"},
	when:   whenRussian,
	// Именительный падеж: «осталось рабочего времени: 2 часа 1 минута».
	plain: lengths{
		hours:    forms{one: "{n} час", few: "{n} часа", many: "{n} часов", other: "{n} часа"},
		hoursAnd: forms{one: "{n} час", few: "{n} часа", many: "{n} часов", other: "{n} часа"},
		minutes:  forms{one: "{n} минута", few: "{n} минуты", many: "{n} минут", other: "{n} минуты"},
	},
	// Родительный: «в течение 2 часов», «в течение 2 рабочих дней».
	within: lengths{
		hours:    forms{one: "{n} часа", few: "{n} часов", many: "{n} часов", other: "{n} часа"},
		hoursAnd: forms{one: "{n} часа", few: "{n} часов", many: "{n} часов", other: "{n} часа"},
		minutes:  forms{one: "{n} минуты", few: "{n} минут", many: "{n} минут", other: "{n} минуты"},
	},
	businessDays: forms{one: "{n} рабочего дня", few: "{n} рабочих дней", many: "{n} рабочих дней", other: "{n} рабочего дня"},
	// Винительный: «на 21 час раньше».
	earlyHours: forms{one: "{n} час", few: "{n} часа", many: "{n} часов", other: "{n} часа"},
	earlyDays:  forms{one: "{n} день", few: "{n} дня", many: "{n} дней", other: "{n} дня"},

	texts: texts{
		// Средний род, именительный или винительный падеж: «его», «оно».
		what:       "обещанное",
		whatNamed:  "обещанное («{name}»)",
		withinTime: "в течение {length} рабочего времени",
		withinDays: "в течение {length}",

		promised:      "Вы получите {what} {by due}.",
		running:       "{what} уже в работе. Вы получите его {by due}.",
		runningOpen:   "{what} уже в работе.",
		startsAt:      "Мы приступим к работе {at start}. Вы получите {what} {by due}.",
		pending:       "Мы ещё не приступили к работе. Вы получите {what} {by due}.",
		pendingWithin: "Мы приступим к работе, как только у нас будет всё необходимое. Вы получите {what} {within} после её начала.",
		pendingOpen:   "Мы приступим к работе, как только у нас будет всё необходимое, и сразу сообщим, когда вы получите {what}.",
		paused:        "Мы продолжим работу, как только у нас будет всё необходимое. Вы получите {what} {by due}.",
		pausedOpen:    "Мы продолжим работу, как только у нас будет всё необходимое, и сразу сообщим, когда вы получите {what}.",
		reopened:      "{what} снова в работе. Мы сообщим, когда вы получите его, как только сможем назвать точный срок.",
		unreachable:   "Мы пока не можем сказать, когда вы получите {what}, и приносим извинения. Мы назовём срок, как только будем в нём уверены.",
		later:         "Мы говорили, что вы получите {what} {by due}. Нам нужно больше времени, и мы приносим извинения: по нашей оценке, всё будет готово {by expected}.",
		expectedOnly:  "По нашей оценке, вы получите {what} {by expected}.",
		otherWay:      "Если вам это не подходит, сообщите нам, пожалуйста, и мы поищем другое решение.",

		broken:        "Вы должны были получить {what} {by due}. Мы не успели и приносим искренние извинения.",
		brokenTwice:   "Вы должны были получить {what} {by due}, а затем {by expected}. Мы не выдержали ни один из этих сроков и приносим искренние извинения.",
		brokenUndated: "{what} не готово к названному сроку, и мы приносим искренние извинения.",
		expectedNow:   "По нашей оценке, всё будет готово {by expected}.",
		stillOn:       "Мы продолжаем работу.",
		waiting:       "Мы продолжим работу, как только у нас будет всё необходимое.",
		startingAt:    "Мы приступим к работе {at start}.",
		starting:      "Мы приступим к работе, как только у нас будет всё необходимое.",
		stopped:       "Мы больше этим не занимаемся.",

		done:            "{what} готово.",
		doneInTime:      "{what} готово в названный срок.",
		doneEarly:       "{what} готово на {early} раньше, чем мы говорили.",
		doneLate:        "{what} готово. Вы должны были получить его {by due}, а мы завершили работу {at end}. Приносим извинения за задержку.",
		doneLateUndated: "{what} готово, но позже, чем мы говорили. Приносим извинения за задержку.",
		missing:         "Если чего-то не хватает, сообщите нам, пожалуйста.",
		void:            "{what} больше не в работе.",
		stillNeeded:     "Если вам это ещё нужно, сообщите нам, пожалуйста, и мы назовём новый срок.",

		next:      "Вы получите от нас следующее сообщение {by next}.",
		noNext:    "Мы напишем вам, как только появятся новости.",
		nextAfter: "Мы свяжемся с вами {by next}, чтобы узнать, всё ли в порядке.",

		revisedLater:   "Нам нужно больше времени, чем мы говорили, и мы приносим извинения. Вы получите {what} {by due} (прежний срок: {from}).",
		revisedAgreed:  "Как мы с вами договорились, вы получите {what} {by due} (прежний срок: {from}).",
		revisedEarlier: "Вы получите {what} раньше, чем мы говорили: {by due} (прежний срок: {from}).",
		followUp:       "Мы завершили работу {at end}: {what} готово. Всё ли вас устраивает? Если нет, сообщите нам, пожалуйста, и мы снова возьмёмся за работу.",
		followUpLate:   "Мы завершили работу {at end}, позже, чем говорили, и ещё раз приносим извинения: {what} готово. Всё ли вас устраивает? Если нет, сообщите нам, пожалуйста, и мы снова возьмёмся за работу.",

		causeSupplier:  "Причина: поставщику нужно больше времени.",
		causeCarrier:   "Причина: доставка в пути дольше обычного.",
		causeVolume:    "Причина: сейчас к нам поступает больше обращений, чем обычно.",
		causeScope:     "Причина: работы оказалось больше, чем мы предполагали.",
		causeTechnical: "Причина: техническая неполадка.",
		causeStaff:     "Причина: у нас сейчас меньше сотрудников, чем планировалось.",
		causeWeather:   "Причина: погодные условия.",
		causeRequest:   "Это изменение внесено по вашей просьбе.",

		teamOnTrack: "по плану",
		teamAtRisk:  "под угрозой срыва",
		teamBroken:  "срок сорван",
		teamKept:    "выполнено в срок",
		teamVoid:    "недействительно",
		teamPending: "не начато",
		teamPaused:  "приостановлено",

		teamDue:              "срок: {short due}.",
		teamTarget:           "цель: {short target}.",
		teamPastTarget:       "цель пройдена: {short target}.",
		teamExpected:         "сообщено, но не согласовано: {short expected}.",
		teamExpectedRule:     "по правилам, но не согласовано: {short expected}.",
		teamNoDuePaused:      "пока работа приостановлена, срока нет.",
		teamNoDuePending:     "до начала работы срока нет.",
		teamNoDueReopened:    "после возобновления срока нет.",
		teamNoDueUnreachable: "срок выходит за пределы календаря.",
		teamLeft:             "осталось рабочего времени: {left}.",
		teamMargin:           "запас рабочего времени: {left}.",
		teamLate:             "опоздание: {wall} (рабочее время: {worked}).",
		teamDone:             "выполнено: {short end}.",
		teamWithdrawn:        "отозвано: {short end}.",
		teamByCustomer:       "отозвано клиентом или с его согласия.",
		teamByCondition:      "условие не выполнено вовремя.",
		teamByUs:             "отозвано нами.",
		teamReplaced:         "заменено другим обещанием.",
		teamReplacedBy:       "заменено обещанием {successor}.",

		teamReason:        "причина: «{reason}».",
		teamPauses:        "рабочее время на паузе: {paused}.",
		teamPausesReasons: "рабочее время на паузе: {paused} ({reasons}).",
		teamFairNotice:    "клиента предупредили заблаговременно.",
		teamShortNotice:   "клиента предупредили незадолго до срока.",
		teamSilent:        "клиента никто не предупредил.",
		teamUnannounced:   "правило установило этот срок, когда он уже наступил: предупредить клиента было невозможно.",
		teamFirstBroken:   "по первоначальному обещанию: срок сорван.",

		teamFinishTarget: "дальше: закончить до цели ({short target}).",
		teamFinishDue:    "дальше: закончить до срока ({short due}).",
		teamFinish:       "дальше: закончить.",
		teamWarn:         "дальше: закончить до срока или сейчас же назвать клиенту более поздний.",
		teamStart:        "дальше: получить недостающее и начать.",
		teamResume:       "дальше: получить недостающее и продолжить.",
		teamAgree:        "дальше: согласовать с клиентом более поздний срок.",
		teamRevise:       "дальше: согласовать с клиентом новый срок и записать его.",
		teamKeepExpected: "дальше: выдержать новый срок ({short expected}).",
		teamNewTime:      "дальше: извиниться и назвать надёжный срок.",
		teamApologise:    "дальше: извиниться и спросить, всё ли теперь в порядке.",
		teamFollowUp:     "дальше: спросить клиента, всё ли в порядке.",
		teamTellDropped:  "дальше: убедиться, что клиент об этом знает.",
		teamKeepOther:    "дальше: выполнить обещание, данное взамен.",
		teamNext:         "следующее сообщение клиенту: {short next}.",
		teamNextOverdue:  "сообщение клиенту просрочено: {short next}.",
	},
}

var russianMonths = [...]string{
	"", "января", "февраля", "марта", "апреля", "мая", "июня",
	"июля", "августа", "сентября", "октября", "ноября", "декабря",
}

// The weekdays from Sunday on, in the cases that sentences need.
var (
	russianWeekdays   = [...]string{"воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"}
	russianWeekdaysBy = [...]string{"воскресенья", "понедельника", "вторника", "среды", "четверга", "пятницы", "субботы"}
	russianWeekdaysOn = [...]string{"в воскресенье", "в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу"}
)

// whenRussian writes «до пятницы, 9 января, 16:00».
func whenRussian(m moment) string {
	date := strconv.Itoa(m.day) + " " + russianMonths[m.month] + m.ofYear(" ", " года")
	clock := m.inZone(m.clock24())
	called := [...]string{today: "сегодня", tomorrow: "завтра"}[m.relative]
	on := russianWeekdaysOn[m.weekday] + ", " + date
	if called != "" {
		on = called + ", " + on
	}
	switch {
	case m.form == asShort && called != "":
		return called + ", " + clock
	case m.form == asName || m.form == asShort:
		return russianWeekdays[m.weekday] + ", " + date + ", " + clock
	case m.form == asAt:
		return on + ", в " + clock
	case m.dayEnd && called != "":
		return m.inZone(on + ", до конца дня")
	case m.dayEnd:
		return m.inZone("до конца " + russianWeekdaysBy[m.weekday] + ", " + date)
	case called != "":
		return on + ", до " + clock
	}
	return "до " + russianWeekdaysBy[m.weekday] + ", " + date + ", " + clock
}
