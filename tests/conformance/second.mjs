// A second implementation of three rules, written from the handbook for the conformance kit to try.
// It knows nothing of this library: a line of JSON in is a question, a line out is the answer.
//
// It does not know what happens when two corrections of one entry compete: the kit says so.
// Asked with FAULT set in the environment, it makes one of the mistakes that the kit must catch.

import { createInterface } from "node:readline";

const FAULT = process.env.FAULT ?? "";
const PERIOD = ["2026-05-01", "2029-05-01"];

// Days are texts such as 2027-01-11, which sort as days do.

const plusDays = (day, count) =>
  new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);

function plusMonths(day, count) {
  const [year, month, date] = day.split("-").map(Number);
  const length = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  const clipped = FAULT === "months_not_clipped" ? date : Math.min(date, length);
  return new Date(Date.UTC(year, month - 1 + count, clipped)).toISOString().slice(0, 10);
}

const inOrder = (one, other) =>
  compare(one.on, other.on) || compare(one.recorded, other.recorded) || compare(one.id, other.id);
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** What the journal says: corrections first, by the day they were written down; then what happened. */
function inForce({ journal, on, known }) {
  const gone = new Set(journal.disposed ?? []);
  const isKnown = (e) => known === null || FAULT === "known_ignored" || e.recorded <= known;
  const told = journal.entries.filter((e) => !gone.has(e.id) && isKnown(e));
  const corrected = new Set(
    FAULT === "corrections_ignored" ? [] : told.flatMap((e) => e.corrects ?? []));
  const stands = (id, seen = new Set()) => {
    if (seen.has(id)) return [];
    seen.add(id);
    if (!corrected.has(id)) return [id];
    return told.filter((e) => e.corrects?.includes(id)).flatMap((e) => stands(e.id, seen));
  };
  const entries = told.filter((e) => !corrected.has(e.id) && e.on <= on).sort(inOrder);
  return { all: (kind) => entries.filter((e) => e.kind === kind), stands };
}

function episodes(told) {
  const deaths = [...told.all("died"), ...told.all("ended").filter((e) => e.reason === "death")];
  const died = deaths.map((e) => e.on).sort()[0];
  const found = [];
  for (const start of told.all("started")) {
    const ends = told.all("ended").filter(
      (e) => e.on >= start.on && told.stands(e.start).includes(start.id));
    const last = [ends[0]?.on, died >= start.on ? died : undefined].filter(Boolean).sort()[0];
    const before = found.at(-1)?.last;
    found.push({ start, first: start.on, last, before: before <= start.on ? before : undefined, died });
  }
  return found;
}

/** The plan in force at the start, and those agreed from then until the end. */
function plans(told, episode) {
  const own = told.all("plan_agreed").filter((plan) =>
    (episode.before === undefined || plan.on > episode.before) &&
    (episode.last === undefined || plan.on <= episode.last));
  const early = own.filter((plan) => plan.on <= episode.first);
  return [...early.slice(-1), ...own.filter((plan) => plan.on > episode.first)];
}

const isClear = (plan) =>
  (plan.goals ?? []).length > 0 && plan.goals.every((goal) => goal.sub_goals?.length) &&
  (plan.contact_paths ?? []).length > 0 && plan.with_participant === true;

const later = (one, other) => (one > other ? one : other);

const RULES = {
  service_started: (_, { start, first }) =>
    ({ due: first, steps: [{ on: first, yes: true, code: "service_started" }], start }),

  plan_in_time(told, episode) {
    const steps = [{ on: episode.first, yes: false, code: "no_plan" }];
    const marks = [];
    for (const plan of plans(told, episode)) {
      const on = later(plan.on, episode.first);
      const clear = isClear(plan);
      steps.push({ on, yes: clear, code: clear ? "clear_plan" : "plan_not_clear" });
      if (clear) {
        if (on <= plusDays(episode.first, 28)) marks.push("within_ambition");
        break;
      }
    }
    return { due: plusDays(episode.first, 56), steps, marks };
  },

  contacts_followed_through(told, episode) {
    const due = plusMonths(episode.first, 3);
    const priority = (plan) => plan.contact_paths.filter((p) => p.priority).map((p) => p.contact);
    const plan = plans(told, episode).find((p) => p.on <= due && isClear(p) && priority(p).length);
    const nothing = { on: episode.first, yes: null, code: "no_prioritised_contacts" };
    if (plan === undefined) return { due, steps: [nothing] };
    const steps = plan.on > episode.first ? [nothing] : [];
    const first = later(plan.on, episode.first);
    const standing = new Map(priority(plan).map((contact) => [contact, null]));
    const notes = told.all("contact_followed").filter((note) =>
      standing.has(note.contact) && note.on >= episode.first &&
      (["attended", "broken_off"].includes(note.status) ||
        (note.status === "dropped" && plan.on <= note.on && note.on <= due)));
    for (const day of [first, ...new Set(notes.map((n) => n.on).filter((on) => on > first))]) {
      for (const note of notes.filter((n) => (day === first ? n.on <= day : n.on === day))) {
        if (standing.get(note.contact) !== "dropped" || note.status === "attended") {
          standing.set(note.contact, note.status);
        }
      }
      const kept = [...standing.values()].filter((status) => status !== "dropped");
      const yes = kept.length > 0 && kept.every((status) => status === "attended");
      const code = !kept.length ? "contacts_dropped"
        : yes ? "contacts_followed" : "contacts_not_followed";
      steps.push({ on: day, yes, code, outside: kept.length === 0 });
    }
    return { due, steps };
  },
};

/** One verdict for all rules: what stood on the last day in time, and what has come since. */
function judge({ due, steps, marks = [] }, { on, episode, counts }) {
  const standing = (day) => steps.filter((step) => step.on <= day).at(-1) ?? steps[0];
  const since = (step) => {
    let at = steps.indexOf(step);
    while (at > 0 && steps[at - 1].yes) at -= 1;
    return steps[at].on;
  };
  const answer = (verdict, reasons, done = null) => {
    if (!counts) reasons.push("listed_not_counted");
    if (verdict !== "excluded") {
      const shown = [...marks];
      if (episode.last <= on && episode.last < due) shown.push("left_before_deadline");
      reasons.push(...shown.map((mark) => `mark.${mark}`));
    }
    return { verdict, reasons, due, done_on: done === null ? null : since(done), counts };
  };
  if (episode.died <= on && episode.died < due) return answer("excluded", ["died_before_deadline"]);
  if (on < due) {
    const now = standing(on);
    return answer("not_yet_due", now.yes ? [now.code, "already_done"] : [now.code], now.yes ? now : null);
  }
  const then = standing(FAULT === "deadline_day_is_late" ? plusDays(due, -1) : due);
  if (then.outside) return answer("excluded", [then.code]);
  if (then.yes) return answer("met", [then.code], then);
  if (then.yes === null) return answer("unknown", [then.code]);
  const late = steps.find((step) => step.on > due && step.on <= on && step.yes);
  if (late) return answer("met_late", [late.code, "after_the_deadline"], late);
  const now = FAULT === "reason_of_the_deadline_only" ? then : standing(on);
  return answer("missed", now.code === then.code ? [then.code] : [then.code, now.code]);
}

function findings(question) {
  const told = inForce(question);
  const own = episodes(told).filter((each) => each.start.edition === question.edition);
  const inPeriod = (each) => PERIOD[0] <= each.first && each.first <= PERIOD[1];
  const index = FAULT === "last_episode_counts" ? own.findLast(inPeriod) : own.find(inPeriod);
  return own.flatMap((episode) =>
    question.rules.filter((rule) => rule in RULES).map((rule) => ({
      rule,
      episode: episode.start.id,
      ...judge(RULES[rule](told, episode), { on: question.on, episode, counts: episode === index }),
    })));
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  console.log(JSON.stringify({ case: question.case, findings: findings(question) }));
}
