// The sidebar of a ticket: what was promised to the customer, how it stands, why,
// and what to say or to offer. It asks again when something happens to the ticket,
// and at the instant at which the answer ceases to hold; it never polls.
import { connect, happenings } from "./host.js";
import { Plugin } from "./plugin.js";
import { wasi } from "./wasi.js";

const $ = (id) => document.getElementById(id);
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";

// element makes an element with properties and children, all of it as text.
function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// The engine: the module if it is there, else the sidecar over HTTP.
async function engine() {
  try {
    const file = await fetch("plugin.wasm");
    if (!file.ok) throw new Error(`there is no plugin.wasm (${file.status})`);
    const plugin = new Plugin(await WebAssembly.compileStreaming(file), wasi);
    return { name: "WebAssembly", evaluate: (request) => plugin.evaluate(request) };
  } catch (error) {
    console.info("asking the sidecar instead:", error.message);
    return { name: "the HTTP sidecar", evaluate: askSidecar };
  }
}

async function askSidecar(request) {
  const answer = await fetch("/v1/evaluate", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(request) });
  if (!answer.ok) throw Object.assign(new Error(`the sidecar says ${answer.status}: ${await answer.text()}`), { seconds: Number(answer.headers.get("Retry-After")) || 0 });
  return answer.json();
}

const desk = await (await fetch("desk.json")).json();
const { client, stub } = connect(desk);
const asked = await engine();
let wish; // what the customer would like to have earlier, and by when
let shown = { ticket: undefined, standings: new Map() };
let offers = []; // of the last answer
let timer, turn = 0, failures = 0;

// refresh asks how the promises stand and shows it. Of several at once the last
// one counts.
async function refresh() {
  const mine = ++turn;
  clearTimeout(timer);
  try {
    const [ticket, policy] = [await client.get("ticket"), await client.get("policy")];
    const now = client.now(), began = performance.now();
    const response = await asked.evaluate(requestOf(ticket, policy, now));
    if (mine !== turn) return;
    failures = 0;
    old(false);
    show(ticket, response, now);
    $("footer").textContent = `Worked out by ${asked.name} in ${(performance.now() - began).toFixed(1)} ms, ${clock(now)}`;
    wake(response.valid_until);
  } catch (error) {
    if (mine === turn) tryAgain(error);
  }
}

function requestOf(ticket, policy, now) {
  return {
    contract: "underpromise.evaluate/v1",
    now: new Date(now).toISOString(),
    zone,
    language: ticket.language,
    policy,
    case: { id: ticket.id, opened: ticket.opened, fields: ticket.fields },
    events: ticket.events,
    since: new Date(now - 24 * 60 * 60 * 1000).toISOString(),
    updates: ["first reply", "update"],
    wish,
    picture: { width: 320 },
  };
}

// tryAgain asks again after an answer that did not come: in a second, or when the
// sidecar says, and ever later, but at least once a minute. Until then what is shown
// is old.
function tryAgain(error) {
  const seconds = Math.max(Math.min(2 ** failures++, 60), error.seconds ?? 0);
  $("problems").replaceChildren(`The promises cannot be worked out: ${error.message}. What is shown is old; it is tried again.`);
  old(true);
  timer = setTimeout(refresh, seconds * 1000);
  wake.at = client.now() + seconds * 1000;
}

// old marks what is shown as what it was.
function old(is) {
  $("promises").classList.toggle("old", is);
  $("promises").setAttribute("aria-busy", String(is));
}

// wake asks again when an answer ceases to hold. A timer cannot wait longer than
// some weeks; then it asks in between.
function wake(until) {
  wake.at = undefined;
  if (!until) return;
  timer = setTimeout(refresh, Math.min(Math.max(Date.parse(until) - client.now(), 0), 2 ** 31 - 1));
  wake.at = Date.parse(until);
}

// A machine that slept, or a page in the background, may have missed its timer.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && client.now() >= (wake.at ?? Infinity)) refresh();
});

const clock = (instant) => new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(instant));

function show(ticket, response, now) {
  $("name").textContent = `${ticket.id}, ${ticket.subject}`;
  showHear(response.next_update_due, now);
  $("problems").replaceChildren(...response.errors.map(({ path, message }) => element("p", {}, path ? `${path}: ${message}` : message)));
  showPromises(ticket, response);
  showList("conflicts", response.conflicts, ({ promises, due }) => [`${promises[0]} is due first, ${clock(due[0])}, and binds; ${promises.slice(1).join(", ")} named another date.`]);
  showList("actions", outstanding(response.actions), ({ withdrawn, do: what, reaction, commitment, planned }) => [`${withdrawn ? "Take back: " : ""}${what ?? reaction} (${commitment}, ${clock(planned)})`]);
  showWish(response);
}

// outstanding leaves out what was to be done and has been taken back since.
function outstanding(actions) {
  const first = new Map();
  const last = new Map();
  for (const action of actions) {
    if (!first.has(action.name)) first.set(action.name, action);
    last.set(action.name, action);
  }
  return actions.filter((action) => action === last.get(action.name) && (!action.withdrawn || first.get(action.name).withdrawn));
}

// showHear shows when the customer must hear next.
function showHear(due, now) {
  const late = due !== undefined && Date.parse(due) <= now;
  $("hear").textContent = due === undefined ? "No word to the customer is due." : late ? `The customer should have heard by ${clock(due)}.` : `The customer must hear by ${clock(due)}.`;
  $("hear").classList.toggle("late", late);
}

const urgency = ["broken", "at risk", "on track", "kept", "void"];

// showPromises shows a card for each promise, and says aloud which standings have
// changed. Cards stay the same elements, so that focus and what is open stay.
function showPromises(ticket, { promises, language }) {
  const cards = new Map([...$("promises").children].map((card) => [card.dataset.id, card]));
  const sorted = [...promises].sort((a, b) => (a.ended_at ? 1 : 0) - (b.ended_at ? 1 : 0) || urgency.indexOf(a.standing) - urgency.indexOf(b.standing));
  const now = sorted.map((promise) => fill(cards.get(promise.id) ?? card(promise), promise, language));
  if (now.some((one, i) => $("promises").children[i] !== one) || now.length !== cards.size) $("promises").replaceChildren(...now);
  const standings = new Map(promises.map(({ id, standing }) => [id, standing]));
  if (shown.ticket === ticket.id) {
    const news = promises.filter(({ id, standing }) => shown.standings.get(id) !== standing);
    if (news.length) say(news.map(({ commitment, standing }) => `${commitment} is ${standing}`).join(", "));
  }
  shown = { ticket: ticket.id, standings };
}

const say = (text) => { $("status").textContent = text; };

// card makes the card of a promise; fill fills it.
function card({ id }) {
  const made = element("details", {},
    element("summary", {}, element("b"), element("span", { className: "badge" }), element("span", { className: "reason" })),
    element("div", {},
      element("blockquote"),
      element("div", { className: "row" },
        element("button", { type: "button", onclick: () => copy(made) }, "Copy"),
        element("button", { type: "button", onclick: () => reply(made) }, "Put into the reply")),
      element("p", { className: "team" }),
      element("img")));
  made.dataset.id = id;
  return made;
}

function fill(made, promise, language) {
  const part = (selector) => made.querySelector(selector);
  part("b").textContent = promise.commitment;
  part(".badge").textContent = promise.standing;
  part(".badge").dataset.standing = promise.standing;
  part(".reason").textContent = promise.reason.text;
  part("blockquote").textContent = promise.customer_sentence;
  part("blockquote").lang = language;
  part(".team").textContent = promise.team_sentence;
  const picture = `data:image/svg+xml,${encodeURIComponent(promise.picture)}`; // behind an img nothing in it can run
  if (part("img").src !== picture) part("img").src = picture;
  part("img").alt = `Timeline: ${promise.reason.text}`;
  return made;
}

async function copy(made) {
  const sentence = made.querySelector("blockquote");
  try {
    await navigator.clipboard.writeText(sentence.textContent);
    say("copied");
  } catch { // not allowed here: select it, so that the agent can copy it
    getSelection().selectAllChildren(sentence);
    say("selected; copy it with the keyboard");
  }
}

async function reply(made) {
  await client.invoke("reply", made.querySelector("blockquote").textContent);
  say("put into the reply");
}

function showList(id, list, words) {
  $(`${id}-part`).hidden = list.length === 0;
  $(id).replaceChildren(...list.map((one) => element("li", {}, ...words(one))));
}

// showWish shows what can be wished earlier, and what can be offered.
function showWish({ promises, offers: now }) {
  offers = now;
  const open = [...new Set(promises.filter(({ ended_at }) => !ended_at).map(({ commitment }) => commitment))];
  if ([...$("what").options].map(({ value }) => value).join("\n") !== open.join("\n")) {
    const before = $("what").value;
    $("what").replaceChildren(...open.map((name) => element("option", {}, name)));
    $("what").value = open.includes(before) ? before : open.at(-1) ?? "";
  }
  $("wish-part").hidden = open.length === 0;
  $("offers").replaceChildren(...offers.map((offer) => element("li", {}, ...offered(offer))));
}

function offered(offer) {
  const money = offer.cost && (offer.cost.currency ? new Intl.NumberFormat(undefined, { style: "currency", currency: offer.cost.currency }).format(offer.cost.amount) : offer.cost.amount);
  const words = [`${offer.name ?? offer.kind}: ${clock(offer.due)}`];
  if (offer.rest) words.push(`the rest ${clock(offer.rest)}`);
  if (offer.by) words.push(`if by ${clock(offer.by)}`);
  if (money) words.push(`costs ${money}`);
  const parts = [element("b", {}, words.join(", ")), element("div", { className: "quiet" }, offer.why)];
  if (offer.accept) {
    parts.push(element("button", { type: "button", onclick: () => accept(offer) }, "The customer takes it"));
  }
  return parts;
}

// accept records an offer that the customer takes as it was told to him, if what it
// asked of him can still be in time and such a one is still to be had.
async function accept(offer) {
  await refresh();
  const over = offer.by !== undefined && client.now() >= Date.parse(offer.by);
  if (failures > 0 || over || !offers.some(({ kind, name }) => kind === offer.kind && name === offer.name)) {
    say("this offer stands no more; look at what can be offered now");
    return;
  }
  wish = undefined;
  $("wish").reset();
  await client.invoke("record", offer.accept);
}

$("wish").addEventListener("submit", (event) => {
  event.preventDefault();
  wish = { commitment: $("what").value, by: new Date($("by").value).toISOString() };
  refresh();
});
$("wish").addEventListener("reset", () => {
  wish = undefined;
  refresh();
});

// The stub around the sidebar.
$("ticket").replaceChildren(...stub.tickets.map(({ id, subject }) => element("option", { value: id }, `${id}, ${subject}`)));
$("ticket").addEventListener("change", () => {
  wish = undefined;
  stub.open($("ticket").value);
});
$("happenings").replaceChildren(...Object.entries(happenings).map(([name, event]) => element("button", { type: "button", onclick: () => client.invoke("record", event) }, name)));
$("skip").addEventListener("click", () => stub.skipTo(new Date(wake.at ?? client.now()).toISOString()));

client.on("changed", refresh);
await refresh();
document.documentElement.dataset.ready = "yes";
