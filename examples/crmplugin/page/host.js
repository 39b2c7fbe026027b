// A stub of what a help desk gives an app in its sidebar: a client object with
// get, on and invoke, as Zendesk's has. It is not Zendesk. To build the real
// thing, write these functions with your host's client, and leave sidebar.js as
// it is.
//
//   get("ticket")      -> the ticket: id, subject, language, opened, fields, events
//   get("policy")      -> the policy document, from the app's settings
//   on("changed", f)   -> f is called when something has happened to the ticket
//   invoke("reply", t) -> puts a text into the agent's reply
//   invoke("record", e)-> adds an event to the ticket's log
//   now()              -> the host's clock, in milliseconds; a real one is Date.now

export function connect(desk) {
  const listeners = [];
  const changed = () => listeners.forEach((listener) => listener());
  // The desk stands at an instant of its own when the page is opened; from there
  // its clock runs as all clocks do.
  let ahead = Date.parse(desk.now) - Date.now();
  let ticket = desk.tickets[0];
  let reply = "";
  const client = {
    now: () => Date.now() + ahead,
    on: (_event, listener) => listeners.push(listener),
    async get(what) {
      return { ticket: structuredClone(ticket), policy: desk.policy }[what];
    },
    async invoke(what, value) {
      if (what === "reply") reply = value;
      if (what === "record") {
        ticket.events.push({ id: `e${ticket.events.length + 1}`, at: new Date(client.now()).toISOString(), ...value });
        changed();
      }
    },
  };
  // What only the stub has: it plays the help desk around the sidebar.
  const stub = {
    tickets: desk.tickets.map(({ id, subject }) => ({ id, subject })),
    reply: () => reply,
    open(id) {
      ticket = desk.tickets.find((other) => other.id === id) ?? ticket;
      changed();
    },
    skipTo(instant) {
      ahead += Math.max(0, Date.parse(instant) - client.now());
      changed();
    },
  };
  return { client, stub };
}

// What the buttons of the stub do to a ticket.
export const happenings = {
  "Customer writes": { type: "message", by: { name: "the customer", role: "customer" }, set: { status: "open" } },
  "We answer": { type: "message", by: { name: "you", role: "person" } },
  "Wait for the customer": { type: "message", by: { name: "you", role: "person" }, set: { status: "pending" }, reason: "waiting for the customer" },
  "Say it will be late": { type: "message", by: { name: "you", role: "person" }, facts: [{ commitment: "resolution", kind: "update", late: true }] },
  Solve: { type: "solved", by: { name: "you", role: "person" }, set: { status: "solved" } },
};
