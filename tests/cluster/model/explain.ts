import { beginnings, liveOf, missing } from "./play";
import {
  type Accepted,
  type Change,
  overlaps,
  type Recording,
  type Sent,
  type Span,
  type Tab,
} from "./record";

const NOTICES = ["guest:locked", "access:changed"];

/** What no order of commits explains in a recording; empty when all is well. */
export function findFaults(recording: Recording): string[] {
  return [
    ...faultsOfHistory(recording),
    ...recording.sent.flatMap((sent) => faultsOfSent(sent, recording)),
    ...recording.accepted.flatMap((accepted) => faultsOfAccepted(accepted, recording)),
    ...recording.tabs.flatMap((tab, n) =>
      faultsOfTab(tab, recording).map((fault) => `tab ${n} on node ${tab.node}: ${fault}`),
    ),
  ];
}

function faultsOfHistory({ history, channelIds }: Recording): string[] {
  return channelIds.flatMap((id) => {
    const places = history.filter((one) => one.channelId === id).map((one) => one.seq);
    return places.every((seq, i) => seq === i + 1) ? [] : [`gaps in the channel: ${places.join()}`];
  });
}

const REFUSALS = ["GUEST_LOCKED", "GUEST_EXPIRED", "NOT_FOUND", "UNAUTHENTICATED", "FORBIDDEN"];

function faultsOfSent(sent: Sent, recording: Recording): string[] {
  const faults: string[] = [];
  const { body, channelId, message, code } = sent;
  const kept = recording.history.find((one) => one.channelId === channelId && one.body === body);
  if (code === "UNAVAILABLE" && sent.by === "guest" && wasOvertaken(sent, recording)) return [];
  if (message && kept?.seq !== message.seq) faults.push("acknowledged, and not there");
  if (code && REFUSALS.includes(code) && kept) faults.push(`refused with ${code}, and there`);
  if (code && !REFUSALS.includes(code)) faults.push(`failed with ${code}`);
  if (sent.by === "guest") {
    const losses = lossesFor(channelId, recording);
    if (message && losses.some((loss) => isWithin(sent, spanOf(loss, "holdsFrom", recording)))) {
      faults.push("accepted after the answer");
    }
    if (code && !losses.some((loss) => mayHold(loss, sent, recording))) {
      faults.push(`refused with ${code} for no reason`);
    }
  } else if (code) faults.push(`the owner was refused with ${code}`);
  return faults.map((fault) => `message ${body}: ${fault}`);
}

/** By which loss each refusal of an invitation is explained. A dead cookie is none, and asks for an account. */
const CAUSES: Record<string, Change["cause"]> = {
  GUEST_LOCKED: "lock",
  GUEST_EXPIRED: "time",
  UNAUTHENTICATED: "session",
  VALIDATION: "session",
};

function faultsOfAccepted(accepted: Accepted, recording: Recording): string[] {
  const { link, code, guest } = accepted;
  const [, channelId] = recording.channelIds;
  const losses = recording.changes.filter((one) => one.effect === "loses");
  const heldOf = (...causes: Change["cause"][]) =>
    losses
      .filter(({ cause }) => causes.includes(cause))
      .some((loss) => isWithin(accepted, spanOf(loss, "holdsFrom", recording)));
  const faults: string[] = [];
  if (code) return faultsOfRefusal(accepted, code, recording);
  if (heldOf("lock", "session")) faults.push("taken while locked out");
  if (link === "old" && heldOf("time")) faults.push("taken after the end");
  const isThere = guest?.channelIds.includes(channelId);
  if (link === "old" && isThere && heldOf("channel")) faults.push("brought a channel back");
  if (link === "fresh" && !isThere && !wasChangedSince(accepted, recording)) {
    faults.push("gave nothing for no reason");
  }
  return faults.map((fault) => `${link} invitation: ${fault}`);
}

function faultsOfRefusal(accepted: Accepted, code: string, recording: Recording): string[] {
  if (code === "UNAVAILABLE" && wasOvertaken(accepted, recording)) return [];
  const causes = recording.changes.filter(
    ({ cause, effect }) => effect === "loses" && cause === CAUSES[code],
  );
  if (causes.some((loss) => mayHold(loss, accepted, recording))) return [];
  return [`${accepted.link} invitation: refused with ${code} for no reason`];
}

/** Whether an admin may have changed something between the making of a fresh invitation and its use. */
function wasChangedSince({ madeFrom, to }: Accepted, { changes }: Recording): boolean {
  return changes.some((one) => !one.byInvitation && overlaps(one, { from: madeFrom, to }));
}

/**
 * A request of the guest that a narrowing found under way is told to try again: it may be there or not. So is one that
 * being let in anew found.
 */
function wasOvertaken(span: Span, { changes, limits, accepted }: Recording): boolean {
  const narrowings = changes.filter((one) => one.cause === "channel" && one.effect === "loses");
  const entries = accepted.filter((one) => one.link === "fresh" && one.from !== span.from);
  return [...narrowings, ...limits, ...entries].some((one) => overlaps(one, span));
}

function faultsOfTab(tab: Tab, recording: Recording): string[] {
  const faults: string[] = [];
  const { connection } = tab;
  const { seen, refusal, closedBecause } = connection;
  const firstNotice = seen.findIndex((one) => NOTICES.includes(one.event));
  const notice = seen[firstNotice];
  if (notice && firstNotice < seen.length - 1) faults.push(`heard more after ${notice.event}`);
  if (notice && tab.lastAnswerAt > notice.at) faults.push("was answered after the notice");
  if (notice && tab.survived) faults.push("still connected after the notice");
  if (notice && !cutsOf(recording).some((one) => one.from < notice.at)) {
    faults.push("cut for no reason");
  }
  if (refusal && seen.length > 0) faults.push("refused, and told something");
  const early = seen.findIndex((one) => one.event === "ready");
  if (seen.length > 0 && early > 0) faults.push(`told ${seen[0]?.event} before ready`);
  const isOurs = tab.survived || tab.closedAt < Infinity;
  if (closedBecause !== null && !notice && !isOurs && !mayEndUntold(tab, recording)) {
    faults.push(`closed without a word: ${closedBecause}`);
  }
  return [
    ...faults,
    ...faultsOfEntry(tab, recording),
    ...faultsOfHearing(tab, recording),
    ...faultsOfReading(tab, recording),
  ];
}

/** What may have cut the guest's connections. */
const cutsOf = ({ changes, limits }: Recording): Span[] => [
  ...changes.filter((one) => one.effect === "loses"),
  ...limits,
];

/** Whoever asks after a limit was answered, and before anything may have lifted it, is told nothing from before it. */
function faultsOfReading(tab: Tab, { limits, accepted }: Recording): string[] {
  const lifts: Span[] = [...limits, ...accepted.filter(({ link }) => link === "fresh")];
  return limits.flatMap((limit) => {
    const { historyFrom } = limit;
    if (historyFrom === null) return [];
    const until = Math.min(
      ...lifts.filter((one) => one !== limit && one.to > limit.from).map((one) => one.from),
    );
    const asked = tab.readings.filter(({ askedAt }) => askedAt > limit.to && askedAt < until);
    const old = asked.flatMap(({ messages }) =>
      messages.filter(({ createdAt }) => createdAt < historyFrom),
    );
    return old.map(({ body }) => `was told ${body}, from before its history`);
  });
}

function faultsOfEntry(tab: Tab, recording: Recording): string[] {
  const { refusal } = tab.connection;
  const entries = recording.changes.filter((one) => one.cause !== "channel");
  const losses = entries.filter((one) => one.effect === "loses");
  const wasIn = tab.connection.of("ready").length > 0;
  if (wasIn && losses.some((loss) => isWithin(tab, spanOf(loss, "holdsFrom", recording)))) {
    return ["admitted while locked out"];
  }
  if (refusal && !refusal.code) return mayFail(tab, recording) ? [] : [`failed: ${refusal.text}`];
  if (refusal && !losses.some((loss) => mayHold(loss, tab, recording))) {
    return [`refused with ${refusal.code} for no reason`];
  }
  return [];
}

function faultsOfHearing(tab: Tab, recording: Recording): string[] {
  const faults: string[] = [];
  const begins = beginnings(tab);
  for (const message of [...liveOf(tab), ...tab.synced]) {
    const { channelId, seq, body } = message;
    const begin = begins.get(channelId);
    if (begin === undefined) faults.push(`heard ${body} of a channel it was never let into`);
    const sent = recording.sent.find((one) => one.channelId === channelId && one.body === body);
    if (!sent || begin === undefined || seq <= begin) continue;
    const tooLate = lossesFor(channelId, recording).some((loss) =>
      isWithin(sent, spanOf(loss, "silentFrom", recording)),
    );
    if (tooLate) faults.push(`heard ${body}, committed after the answer`);
  }
  if (!tab.survived) return faults;
  if (!recording.isSignedIn) return [...faults, "still connected though signed out"];
  const { status } = recording.guest;
  if (status !== "active") return [...faults, `still connected though ${status}`];
  const acknowledged = new Set(recording.sent.map((one) => one.message?.id));
  for (const { id, body } of missing(tab, recording.guest, recording.history)) {
    if (acknowledged.has(id)) faults.push(`never heard ${body}`);
  }
  return faults;
}

const lossesFor = (channelId: string, { changes, channelIds }: Recording): Change[] =>
  changes.filter(
    (one) => one.effect === "loses" && (one.cause !== "channel" || channelId === channelIds[1]),
  );

/** When a loss certainly held: from its answer until the first change that may have undone it was asked. */
function spanOf(loss: Change, from: "holdsFrom" | "silentFrom", { changes }: Recording): Span {
  const undone = regains(loss, changes).filter((one) => one.to > loss.from);
  return { from: loss[from], to: Math.min(Infinity, ...undone.map((one) => one.from)) };
}

/** Whether a loss may have held at some time of a span. */
function mayHold(loss: Change, span: Span, { changes }: Recording): boolean {
  if (loss.from > span.to) return false;
  return !regains(loss, changes).some((one) => one.from >= loss.to && one.to <= span.from);
}

const regains = (loss: Change, changes: Change[]): Change[] =>
  changes.filter(
    (one) => one.cause === loss.cause && one.effect === "regains" && one !== loss.lifts,
  );

const isWithin = (inner: Span, outer: Span): boolean =>
  inner.from >= outer.from && inner.to <= outer.to;

/** A connection that has not read its notice within a second is destroyed: only a starved machine is so slow. */
function mayEndUntold(tab: Tab, recording: Recording): boolean {
  const stalled = cutsOf(recording).some((one) => one.from < tab.endedAt - 800);
  return stalled || mayFail(tab, recording);
}

/** Whether a restart of its node may be why. */
function mayFail(tab: Tab, { restarts }: Recording): boolean {
  return tab.node === 1 && restarts.some((one) => overlaps(one, { from: tab.from, to: Infinity }));
}
