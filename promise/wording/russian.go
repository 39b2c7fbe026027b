package wording

import (
	"regexp"
	"strconv"

	"golang.org/x/text/language"
)

var russian = catalogue{
	tag:    language.Russian,
	quotes: [2]string{"«", "»"},
	when:   whenRussian,
	formal: formalRussian,
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
	workingHours: forms{one: "{n} рабочего часа", few: "{n} рабочих часов", many: "{n} рабочих часов", other: "{n} рабочего часа"},
	// Винительный: «на 21 час раньше».
	earlyMinutes: forms{one: "{n} минуту", few: "{n} минуты", many: "{n} минут", other: "{n} минуты"},
	earlyHours:   forms{one: "{n} час", few: "{n} часа", many: "{n} часов", other: "{n} часа"},
	earlyDays:    forms{one: "{n} день", few: "{n} дня", many: "{n} дней", other: "{n} дня"},

	texts: texts{
		// {what} стоит в винительном падеже: «вы получите ремонт вашего устройства».
		what:        "запрошенное",
		whatNamed:   "«{name}»",
		withinTime:  "в течение {length} рабочего времени",
		withinHours: "в течение {length}",
		withinDays:  "в течение {length}",

		conditionGiven:  "{by until}, {condition}",
		conditionNamed:  "«{condition}» {by until}",
		conditionQuoted: "«{condition}»",
		ifGiven:         ", если {conditions}",
		ifNamed:         ", если будет выполнено следующее: {conditions}",
		onceGiven:       "как только {conditions}",
		onceNamed:       "как только будет выполнено следующее: {conditions}",
		conditionsAnd:   " и ",
		conditionsComma: ", ",

		greeting: "Здравствуйте, {customer}.",

		promised:          "Вы получите {what} {by due}{if}.",
		running:           "Мы уже работаем над этим. Вы получите {what} {by due}{if}.",
		runningOpen:       "Мы уже работаем над тем, чтобы вы получили {what}.",
		startsAt:          "Мы приступим к работе {at start}. Вы получите {what} {by due}{if}.",
		pending:           "Мы ещё не приступили к работе. Вы получите {what} {by due}{if}.",
		pendingWithin:     "Мы приступим к работе, как только у нас будет всё необходимое. Вы получите {what} {within} после её начала{if}.",
		pendingOpen:       "Мы приступим к работе, как только у нас будет всё необходимое, и сразу сообщим, когда вы получите {what}.",
		pendingOnce:       "Мы приступим к работе, {once}. Вы получите {what} {by due}{if}.",
		pendingOnceWithin: "Мы приступим к работе, {once}. Вы получите {what} {within} после её начала{if}.",
		pendingOnceOpen:   "Мы приступим к работе, {once}. Мы сразу сообщим, когда вы получите {what}.",
		paused:            "Мы продолжим работу, как только у нас будет всё необходимое. Вы получите {what} {by due}{if}.",
		pausedOpen:        "Мы продолжим работу, как только у нас будет всё необходимое, и сразу сообщим, когда вы получите {what}.",
		reopened:          "Мы снова работаем над тем, чтобы вы получили {what}. Мы сообщим, когда это будет, как только сможем назвать точный срок.",
		unreachable:       "Мы пока не можем сказать, когда вы получите {what}, и приносим извинения. Мы назовём срок, как только будем в нём уверены.",
		later:             "Мы говорили, что вы получите {what} {by said}{if}. Нам нужно больше времени, и мы приносим извинения: по нашей оценке, всё будет готово {by expected}.",
		expectedOnly:      "По нашей оценке, вы получите {what} {by expected}{if}.",
		otherWay:          "Если вам это не подходит, сообщите нам, пожалуйста, и мы поищем другое решение.",
		toldLate:          "Как мы уже сообщали, вы получите {what} позже, чем планировалось, и мы приносим извинения.",
		nameLater:         "Мы назовём новый срок, как только будем в нём уверены.",
		back:              "Последний срок мы назвали на случай{if}. Условие не было выполнено вовремя, поэтому снова действует прежний срок.",

		broken:        "Мы обещали вам {what} {by said}{if}, но не успели. Приносим искренние извинения.",
		brokenTwice:   "Мы обещали вам {what} {by said}{if}, а затем {by expected}. Мы не выдержали ни один из этих сроков и приносим искренние извинения.",
		brokenUndated: "Мы обещали вам {what}, но не успели к названному сроку. Приносим искренние извинения.",
		asTold:        "Как мы уже сообщали, вы получите {what} {by said}{if}.",
		takesTime:     "Чтобы вы получили {what}, нам нужно больше времени, чем хотелось бы.",
		expectedNow:   "По нашей оценке, всё будет готово {by expected}.",
		stillOn:       "Мы продолжаем работу.",
		waiting:       "Мы продолжим работу, как только у нас будет всё необходимое.",
		startingAt:    "Мы приступим к работе {at start}.",
		starting:      "Мы приступим к работе, как только у нас будет всё необходимое.",
		startingOnce:  "Мы приступим к работе, {once}.",
		stopped:       "Мы больше этим не занимаемся.",

		done:            "Вы ждали {what}: всё готово.",
		doneInTime:      "Вы ждали {what}: всё готово в названный срок.",
		doneEarly:       "Вы ждали {what}: всё готово на {early} раньше, чем мы говорили.",
		doneLate:        "Мы обещали вам {what} {by said}{if}, но завершили работу только {at end}. Приносим извинения за задержку.",
		doneLateUndated: "Вы ждали {what}: всё готово, но позже, чем мы говорили. Приносим извинения за задержку.",
		missing:         "Если чего-то не хватает, сообщите нам, пожалуйста.",
		void:            "Мы больше не работаем над тем, чтобы вы получили {what}.",
		voidCondition:   "Мы обещали вам {what}{if}. Условие не было выполнено вовремя, поэтому обещание больше не действует.",
		stillNeeded:     "Если вам это ещё нужно, сообщите нам, пожалуйста, и мы назовём новый срок.",

		next:          "Мы снова свяжемся с вами {by next}.",
		noNext:        "Мы сообщим вам, как только появятся новости.",
		nextAfter:     "Мы свяжемся с вами {by next}, чтобы узнать, всё ли в порядке.",
		channelEmail:  "Мы напишем вам по электронной почте, как вы просили.",
		channelPhone:  "Мы позвоним вам, как вы просили.",
		channelChat:   "Мы напишем вам в чат, как вы просили.",
		channelText:   "Мы отправим вам СМС, как вы просили.",
		channelLetter: "Мы отправим вам письмо почтой, как вы просили.",

		revisedLater:     "Нам нужно больше времени, чем мы говорили, и мы приносим извинения. Вы получите {what} {by due} (прежний срок: {from}){if}.",
		revisedAgreed:    "Как мы с вами договорились, вы получите {what} {by due} (прежний срок: {from}){if}.",
		revisedEarlier:   "Вы получите {what} раньше, чем мы говорили: {by due} (прежний срок: {from}){if}.",
		revisedCondition: "Срок прежний, но теперь с условием: вы получите {what} {by due}{if}.",
		followUp:         "Вы ждали {what}: мы завершили работу {at end}. Всё ли вас устраивает? Если нет, сообщите нам, пожалуйста, и мы снова возьмёмся за работу.",
		followUpLate:     "Вы ждали {what}: мы завершили работу {at end}, позже, чем говорили, и ещё раз приносим извинения. Всё ли вас устраивает? Если нет, сообщите нам, пожалуйста, и мы снова возьмёмся за работу.",

		causeSupplier:  "Причина: поставщику нужно больше времени.",
		causeCarrier:   "Причина: доставка занимает больше времени, чем обычно.",
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
		teamDueLate:          "прежний срок, уже не актуален: {short due}.",
		teamTarget:           "внутренний срок: {short target}.",
		teamPastTarget:       "внутренний срок прошёл: {short target}.",
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

		teamConditionVoid:   "ждём «{condition}», крайний срок: {short until}; иначе обещание теряет силу.",
		teamConditionMove:   "ждём «{condition}», крайний срок: {short until}; иначе работа начнётся, только когда это будет.",
		teamConditionBack:   "ждём «{condition}», крайний срок: {short until}; иначе снова действует прежний срок обещания.",
		teamConditionMissed: "всё ещё ждём «{condition}», крайний срок: {short until}.",
		teamConditionWas:    "условием было «{condition}», крайний срок: {short until}.",
		teamConditionLapsed: "«{condition}» не поступило, крайний срок: {short until}; снова действует прежний срок обещания.",
		teamToldLate:        "клиенту сообщили, что понадобится больше времени: {short told}.",

		teamFairNotice:  "клиента предупредили заблаговременно.",
		teamShortNotice: "клиента предупредили незадолго до срока.",
		teamSilent:      "клиента никто не предупредил.",
		teamUntold:      "этот срок клиенту никто не называл.",
		teamUnannounced: "правило установило этот срок, когда он уже наступил: предупредить клиента было невозможно.",
		teamSaid:        "клиенту назвали: {short said}.",
		teamFirstBroken: "по первоначальному обещанию: срок сорван.",

		teamFinishTarget: "дальше: закончить до внутреннего срока ({short target}).",
		teamFinishDue:    "дальше: закончить до срока ({short due}).",
		teamFinish:       "дальше: закончить.",
		teamWarn:         "дальше: закончить до срока или сейчас же назвать клиенту более поздний.",
		teamNameTime:     "дальше: назвать клиенту новый срок и записать его.",
		teamStart:        "дальше: получить недостающее и начать.",
		teamResume:       "дальше: получить недостающее и продолжить.",
		teamAgree:        "дальше: согласовать с клиентом более поздний срок.",
		teamRevise:       "дальше: согласовать с клиентом новый срок и записать его.",
		teamKeepExpected: "дальше: выдержать новый срок ({short expected}).",
		teamKeepSaid:     "дальше: выдержать срок, названный клиенту ({short said}).",
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

// whenRussian writes «до 16:00 в пятницу, 9 января».
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
	case m.dayEnd && m.relative == today:
		return m.inZone("до конца сегодняшнего дня, " + russianWeekdaysBy[m.weekday] + ", " + date)
	case m.dayEnd && m.relative == tomorrow:
		return m.inZone("до конца завтрашнего дня, " + russianWeekdaysBy[m.weekday] + ", " + date)
	case m.dayEnd:
		return m.inZone("до конца " + russianWeekdaysBy[m.weekday] + ", " + date)
	}
	return "до " + clock + " " + on
}

var russianYou = regexp.MustCompile(`(^|[^\p{L}])в(ы|ас|ам|ами|аш\p{L}*)($|[^\p{L}])`)

// formalRussian writes «Вы» with a capital letter, as in a letter to one person.
func formalRussian(text string) string { return russianYou.ReplaceAllString(text, "${1}В$2$3") }
