package wording

import (
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/language"
)

var korean = catalogue{
	tag:    language.Korean,
	quotes: [2]string{"“", "”"},
	when:   whenKorean,
	joined: koreanParticle,
	plain:  koreanLengths,
	within: koreanLengths,

	businessDays: forms{other: "{n}일"},
	workingHours: forms{other: "업무 시간 기준 {n}시간"},
	earlyMinutes: forms{other: "{n}분"},
	earlyHours:   forms{other: "{n}시간"},
	earlyDays:    forms{other: "{n}일"},

	texts: texts{
		// {what} 뒤의 조사(을, 은, 이)는 받침에 맞추어 바뀐다: ‘기기 수리를’.
		what:        "요청하신 건",
		whatNamed:   "요청하신 건(“{name}”)",
		withinTime:  "업무 시간 기준 {length} 이내에",
		withinHours: "{length} 이내에",
		withinDays:  "영업일 기준 {length} 이내에",

		// 조건은 ‘-면’으로 끝난다: ‘로그 파일을 보내 주시면’.
		conditionGiven:  "{by until} {condition}",
		conditionNamed:  "“{condition}”, {by until}",
		conditionQuoted: "“{condition}”",
		ifGiven:         "{conditions} ",
		ifNamed:         "다음 조건이 갖추어지면({conditions}) ",
		onceGiven:       "{conditions} 바로",
		onceNamed:       "다음 조건이 갖추어지는 대로({conditions})",
		conditionsAnd:   ", 또 ",
		conditionsComma: ", ",

		greeting: "{customer}님, 안녕하십니까.",

		promised:          "{what}은 {if}{by due} 처리해 드리겠습니다.",
		running:           "{what}을 진행하고 있습니다. {if}{by due} 처리해 드리겠습니다.",
		runningOpen:       "{what}을 진행하고 있습니다.",
		startsAt:          "{what}을 {at start} 시작하겠습니다. {if}{by due} 처리해 드리겠습니다.",
		pending:           "{what}은 아직 시작 전입니다. {if}{by due} 처리해 드리겠습니다.",
		pendingWithin:     "필요한 사항이 모두 갖추어지는 대로 {what}을 시작하겠습니다. {if}시작 후 {within} 처리해 드리겠습니다.",
		pendingOpen:       "필요한 사항이 모두 갖추어지는 대로 {what}을 시작하고, 완료 시점을 바로 알려 드리겠습니다.",
		pendingOnce:       "{once} {what}을 시작하겠습니다. {if}{by due} 처리해 드리겠습니다.",
		pendingOnceWithin: "{once} {what}을 시작하겠습니다. {if}시작 후 {within} 처리해 드리겠습니다.",
		pendingOnceOpen:   "{once} {what}을 시작하겠습니다. 시작하면 완료 시점을 바로 알려 드리겠습니다.",
		paused:            "필요한 사항이 모두 갖추어지는 대로 {what}을 이어서 진행하겠습니다. {if}{by due} 처리해 드리겠습니다.",
		pausedOpen:        "필요한 사항이 모두 갖추어지는 대로 {what}을 이어서 진행하고, 완료 시점을 바로 알려 드리겠습니다.",
		reopened:          "{what}을 다시 진행하고 있습니다. 완료 시점을 확실히 말씀드릴 수 있게 되는 대로 알려 드리겠습니다.",
		unreachable:       "{what}의 완료 시점을 아직 말씀드리지 못하여 죄송합니다. 지킬 수 있는 시점이 정해지는 대로 알려 드리겠습니다.",
		later:             "{what}은 {if}{by said} 처리해 드린다고 말씀드렸습니다. 시간이 더 필요하게 되어 죄송합니다. {by expected} 완료될 것으로 예상합니다.",
		expectedOnly:      "{what}은 {if}{by expected} 완료될 것으로 예상합니다.",
		otherWay:          "일정이 맞지 않으시면 말씀해 주십시오. 다른 방법을 찾아보겠습니다.",
		toldLate:          "앞서 말씀드린 대로 {what}은 예정보다 시간이 더 걸리게 되어 죄송합니다.",
		nameLater:         "지킬 수 있는 새로운 시점이 정해지는 대로 알려 드리겠습니다.",
		back:              "마지막으로 말씀드린 시점은 {if}지켜 드리기로 한 것이었습니다. 조건이 제때 갖추어지지 않아 그 전에 말씀드린 시점이 다시 적용됩니다.",

		broken:        "{what}은 {if}{by said} 처리해 드리기로 약속하였으나 지키지 못하였습니다. 진심으로 사과드립니다.",
		brokenTwice:   "{what}은 {if}{by said}, 이후 다시 {by expected} 처리해 드리기로 약속하였으나 모두 지키지 못하였습니다. 진심으로 사과드립니다.",
		brokenUndated: "{what}을 말씀드린 시간 안에 처리하지 못하였습니다. 진심으로 사과드립니다.",
		asTold:        "앞서 말씀드린 대로 {what}은 {if}{by said} 처리해 드리겠습니다.",
		takesTime:     "{what}은 저희가 바라던 것보다 시간이 더 걸리고 있습니다.",
		expectedNow:   "{by expected} 완료될 것으로 예상합니다.",
		stillOn:       "계속 진행하고 있습니다.",
		waiting:       "필요한 사항이 모두 갖추어지는 대로 이어서 진행하겠습니다.",
		startingAt:    "{at start} 시작하겠습니다.",
		starting:      "필요한 사항이 모두 갖추어지는 대로 시작하겠습니다.",
		startingOnce:  "{once} 시작하겠습니다.",
		stopped:       "이 건은 더 이상 진행하지 않습니다.",

		done:            "{what}이 완료되었습니다.",
		doneInTime:      "{what}이 말씀드린 시간 안에 완료되었습니다.",
		doneEarly:       "{what}이 말씀드린 것보다 {early} 일찍 완료되었습니다.",
		doneLate:        "{what}이 완료되었습니다. {if}{by said} 처리해 드리기로 약속하였으나 {at end} 비로소 완료되었습니다. 늦어진 점 사과드립니다.",
		doneLateUndated: "{what}이 말씀드린 것보다 늦게 완료되었습니다. 늦어진 점 사과드립니다.",
		missing:         "부족한 점이 있으면 말씀해 주십시오.",
		void:            "{what}은 더 이상 진행하지 않습니다.",
		voidCondition:   "{what}은 {if}처리해 드리기로 약속한 건입니다. 조건이 제때 갖추어지지 않아 이 약속은 더 이상 유효하지 않습니다.",
		stillNeeded:     "아직 필요하시면 말씀해 주십시오. 새로운 시점을 안내해 드리겠습니다.",

		next:          "{by next} 다시 연락드리겠습니다.",
		noNext:        "새로운 소식이 있는 대로 연락드리겠습니다.",
		nextAfter:     "불편하신 점이 없는지 {by next} 연락드려 여쭙겠습니다.",
		channelEmail:  "요청하신 대로 이메일로 연락드리겠습니다.",
		channelPhone:  "요청하신 대로 전화로 연락드리겠습니다.",
		channelChat:   "요청하신 대로 채팅으로 연락드리겠습니다.",
		channelText:   "요청하신 대로 문자 메시지로 연락드리겠습니다.",
		channelLetter: "요청하신 대로 우편으로 연락드리겠습니다.",

		revisedLater:     "말씀드린 것보다 시간이 더 걸리게 되어 죄송합니다. {what}은 {if}{by due} 처리해 드리겠습니다(기존: {from}).",
		revisedAgreed:    "협의드린 대로 {what}은 {if}{by due} 처리해 드리겠습니다(기존: {from}).",
		revisedEarlier:   "{what}을 말씀드린 것보다 일찍 처리해 드리겠습니다: {if}{by due}(기존: {from}).",
		revisedCondition: "{what}은 시점은 그대로이나 이제 조건이 있습니다. {if}{by due} 처리해 드리겠습니다.",
		followUp:         "{what}을 {at end} 완료해 드렸습니다. 불편하신 점은 없으십니까? 있으시면 말씀해 주십시오. 다시 처리해 드리겠습니다.",
		followUpLate:     "{what}을 말씀드린 것보다 늦게 {at end} 완료해 드렸습니다. 다시 한번 사과드립니다. 불편하신 점은 없으십니까? 있으시면 말씀해 주십시오. 다시 처리해 드리겠습니다.",

		causeSupplier:  "공급업체에 시간이 더 필요하기 때문입니다.",
		causeCarrier:   "운송이 예상보다 오래 걸리기 때문입니다.",
		causeVolume:    "현재 평소보다 요청이 많기 때문입니다.",
		causeScope:     "처음 예상한 것보다 작업이 많기 때문입니다.",
		causeTechnical: "기술적인 문제가 있기 때문입니다.",
		causeStaff:     "현재 담당 인원이 계획보다 적기 때문입니다.",
		causeWeather:   "기상 상황 때문입니다.",
		causeRequest:   "요청하신 대로 변경하였습니다.",

		teamOnTrack: "정상 진행",
		teamAtRisk:  "지연 위험",
		teamBroken:  "기한 초과",
		teamKept:    "기한 준수",
		teamVoid:    "무효",
		teamPending: "시작 전",
		teamPaused:  "일시 중지",

		teamDue:              "기한: {short due}.",
		teamDueLate:          "더 이상 지켜질 것으로 보지 않는 기한: {short due}.",
		teamTarget:           "목표: {short target}.",
		teamPastTarget:       "목표 경과: {short target}.",
		teamExpected:         "알렸으나 합의되지 않은 시점: {short expected}.",
		teamExpectedRule:     "규칙상 시점(미합의): {short expected}.",
		teamNoDuePaused:      "중지된 동안에는 기한이 없음.",
		teamNoDuePending:     "시작 전에는 기한이 없음.",
		teamNoDueReopened:    "다시 시작한 뒤로 기한이 없음.",
		teamNoDueUnreachable: "기한이 캘린더의 끝을 벗어남.",
		teamLeft:             "남은 업무 시간: {left}.",
		teamMargin:           "여유 업무 시간: {left}.",
		teamLate:             "지연: {wall}(업무 시간: {worked}).",
		teamDone:             "완료: {short end}.",
		teamWithdrawn:        "철회: {short end}.",
		teamByCustomer:       "고객이 철회했거나 고객의 동의를 받아 철회함.",
		teamByCondition:      "조건이 제때 충족되지 않음.",
		teamByUs:             "당사가 철회함.",
		teamReplaced:         "다른 약속으로 대체됨.",
		teamReplacedBy:       "대체한 약속: {successor}.",

		teamReason:          "사유: “{reason}”.",
		teamPauses:          "중지된 업무 시간: {paused}.",
		teamPausesReasons:   "중지된 업무 시간: {paused}({reasons}).",
		teamConditionVoid:   "“{condition}” 대기 중, 시한: {short until}. 없으면 약속은 무효가 됨.",
		teamConditionMove:   "“{condition}” 대기 중, 시한: {short until}. 없으면 갖추어진 뒤에 시작함.",
		teamConditionBack:   "“{condition}” 대기 중, 시한: {short until}. 없으면 이전 시점이 다시 적용됨.",
		teamConditionMissed: "“{condition}” 계속 대기 중, 시한: {short until}.",
		teamConditionWas:    "조건: “{condition}”, 시한: {short until}.",
		teamConditionLapsed: "“{condition}” 조건이 갖추어지지 않음, 시한: {short until}. 이전 시점이 다시 적용됨.",
		teamToldLate:        "고객에게 더 오래 걸린다고 알림: {short told}.",

		teamFairNotice:  "고객에게 충분히 미리 알림.",
		teamShortNotice: "고객에게 기한 직전에 알림.",
		teamSilent:      "고객에게 미리 알리지 않음.",
		teamUntold:      "고객에게 이 시점을 알린 적이 없음.",
		teamUnannounced: "규칙이 이 기한을 정한 시점에 이미 기한이 되어, 고객에게 미리 알릴 수 없었음.",
		teamSaid:        "고객에게 알린 시점: {short said}.",
		teamFirstBroken: "처음 약속 기준: 기한 초과.",

		teamFinishTarget: "할 일: 목표까지 완료할 것({short target}).",
		teamFinishDue:    "할 일: 기한까지 완료할 것({short due}).",
		teamFinish:       "할 일: 완료할 것.",
		teamWarn:         "할 일: 기한 전에 완료하거나 지금 고객에게 더 늦은 시점을 알릴 것.",
		teamNameTime:     "할 일: 고객에게 새 시점을 알리고 기록할 것.",
		teamStart:        "할 일: 부족한 것을 갖추어 시작할 것.",
		teamResume:       "할 일: 부족한 것을 갖추어 재개할 것.",
		teamAgree:        "할 일: 늦어진 시점에 대해 고객의 동의를 받을 것.",
		teamRevise:       "할 일: 고객과 새 시점을 합의하고 기록할 것.",
		teamKeepExpected: "할 일: 새로운 시점을 지킬 것({short expected}).",
		teamKeepSaid:     "할 일: 고객에게 알린 시점을 지킬 것({short said}).",
		teamNewTime:      "할 일: 사과하고 지킬 수 있는 시점을 알릴 것.",
		teamApologise:    "할 일: 사과하고 이제 문제가 없는지 물을 것.",
		teamFollowUp:     "할 일: 고객에게 문제가 없는지 물을 것.",
		teamTellDropped:  "할 일: 고객이 알고 있는지 확인할 것.",
		teamKeepOther:    "할 일: 대체한 약속을 지킬 것.",
		teamNext:         "고객 연락 시한: {short next}.",
		teamNextOverdue:  "지난 고객 연락 시한: {short next}.",
	},
}

var koreanLengths = lengths{
	hours:    forms{other: "{n}시간"},
	hoursAnd: forms{other: "{n}시간"},
	minutes:  forms{other: "{n}분"},
}

var koreanWeekdays = [...]string{"일요일", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일"}

// whenKorean writes "1월 9일 금요일 오후 4시까지".
func whenKorean(m moment) string {
	day := m.ofYear("", "년 ") + strconv.Itoa(int(m.month)) + "월 " + strconv.Itoa(m.day) + "일 " + koreanWeekdays[m.weekday]
	switch called := [...]string{today: "오늘", tomorrow: "내일"}[m.relative]; {
	case called == "":
	case m.form == asShort:
		day = called
	case m.form != asName:
		day = called + "(" + day + ")"
	}
	text := day + " " + m.koreanClock()
	if m.zone != "" {
		text += "(" + m.zone + ")"
	}
	switch m.form {
	case asBy:
		return text + "까지"
	case asAt:
		return text + "에"
	case asName, asShort:
	}
	return text
}

func (m moment) koreanClock() string {
	hour := (m.hour+11)%12 + 1
	var text string
	switch {
	case m.dayEnd:
		return "밤 12시"
	case m.hour == 12 && m.minute == 0:
		return "낮 12시"
	case m.hour >= 12:
		text = "오후 " + strconv.Itoa(hour) + "시"
	default:
		text = "오전 " + strconv.Itoa(m.hour) + "시"
	}
	if m.minute != 0 {
		text += " " + strconv.Itoa(m.minute) + "분"
	}
	return text
}

// koreanParticle returns what follows a word, with the particle at its beginning
// that the word's last letter asks for: 수리를, 답변을.
func koreanParticle(word, rest string) string {
	particle, size := utf8.DecodeRuneInString(rest)
	open, known := map[rune]string{'을': "를", '은': "는", '이': "가"}[particle]
	last, _ := utf8.DecodeLastRuneInString(word)
	switch {
	case !known:
	case last < '가' || last > '힣':
		return string(particle) + "(" + open + ")" + rest[size:]
	case (last-'가')%28 == 0:
		return open + rest[size:]
	}
	return rest
}
