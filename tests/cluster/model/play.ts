import type { Channel, Guest } from "@/lib/api-types";
import { type Cluster, readHistory, SLACK_MS } from "../../support/cluster";
import type { Answer, Connection, Json, Person } from "../../support/person";
import { letPass, waitUntil } from "../../support/wait";
import { expectStatus } from "../../support/world";
import type { Accepted, Change, Limit, Recording, Sent, Span, Tab } from "./record";
import type { Step } from "./schedule";

/** What several schedules share: the cluster, and the restarts that concern all of them. */
export interface Stage {
  cluster: Cluster;
  owners: (Connection | undefined)[];
  /** Guests whom no schedule looks at, and all of them change together with their own. */
  mates: string[];
  restarts: Span[];
  restartsLeft: number;
}

const now = () => performance.now();
const ANSWER_MS = 10_000;

/** Plays one schedule with a guest of its own, in channels of its own, and records what everybody saw. */
export async function play(
  stage: Stage,
  guest: Person & { guest: Guest },
  steps: Step[],
): Promise<Recording> {
  return new Player(stage, guest).play(steps);
}

class Player {
  private readonly changes: Change[] = [];
  private readonly limits: Limit[] = [];
  private readonly sent: Sent[] = [];
  private readonly accepted: Accepted[] = [];
  private readonly tabs: Tab[] = [];
  private channelIds: [string, string] = ["", ""];
  /** A link from before everything: it gives nobody anything whom an admin has changed since. */
  private oldToken = "";
  /** Of the guest's one device; nothing else is begun with it while it changes. */
  private session: "alive" | "changing" | "ended" = "alive";

  constructor(
    private readonly stage: Stage,
    private readonly guest: Person & { guest: Guest },
  ) {}

  async play(steps: Step[]): Promise<Recording> {
    const { cluster, restarts } = this.stage;
    const make = () => cluster.buildChannel({ visibility: "private" });
    const channels: [Channel, Channel] = [await make(), await make()];
    this.channelIds = [channels[0].id, channels[1].id];
    const guestId = this.guest.guest.id;
    this.oldToken = await cluster.inviteGuest({ channels, maxUses: 100 });
    await cluster.unlock(guestId);
    expectStatus(await this.patch({ channelIds: this.channelIds, expiresAt: null }), 200);

    const under: Promise<void>[] = [];
    for (const step of [connectTo(0), connectTo(1), ...steps]) {
      const doing = this.take(step);
      under.push(doing);
      await (step.overlap ? letPass(under.length % 4, "one has this lead in a race") : doing);
    }
    await Promise.all(under);
    const known = await this.settle();
    for (const tab of this.tabs) {
      tab.survived = isReady(tab);
      tab.connection.close();
    }
    await this.signIn();
    return {
      channelIds: this.channelIds,
      changes: this.changes,
      limits: this.limits,
      sent: this.sent,
      accepted: this.accepted,
      tabs: this.tabs,
      restarts,
      ...known,
    };
  }

  private take(step: Step): Promise<void> {
    switch (step.do) {
      case "send":
        return this.send(step.by, step.node, this.channelIds[step.channel] ?? "");
      case "lock":
        return this.lock();
      case "unlock":
        return this.change("lock", "regains", () =>
          this.stage.cluster.owner.post(`/api/admin/guest/${this.guest.guest.id}/unlock`),
        );
      case "lock-many":
        return this.changeMany("lock", "loses", { action: "revoke" });
      case "unlock-many":
        return this.changeMany("lock", "regains", { action: "restore" });
      case "extend-many":
        return this.changeMany("time", "regains", { action: "extend", expiresAt: null });
      case "expire":
        return this.expire(step.inMs);
      case "extend":
        return this.change("time", "regains", () => this.patch({ expiresAt: null }));
      case "narrow":
        return this.change("channel", "loses", () =>
          this.patch({ channelIds: [this.channelIds[0]] }),
        );
      case "widen":
        return this.change("channel", "regains", () => this.patch({ channelIds: this.channelIds }));
      case "end-channel":
        return this.endChannel(step.inMs);
      case "limit":
        return this.limit(new Date().toISOString());
      case "unlimit":
        return this.limit("all");
      case "accept":
        return this.accept(step.link, step.node);
      case "sign-out":
        return this.signOut();
      case "sign-in":
        return this.signIn();
      case "connect":
        return this.connect(step.node, step.polling);
      case "disconnect":
        return this.disconnect(step.which);
      case "restart":
        return this.restart();
    }
  }

  private async change(
    cause: Change["cause"],
    effect: Change["effect"],
    ask: () => Promise<Answer>,
  ): Promise<void> {
    const change = this.begin(cause, effect);
    this.finish(change, expectStatus(await ask(), 200));
  }

  /** Together with others, whom other schedules change at the same time. */
  private async changeMany(
    cause: Change["cause"],
    effect: Change["effect"],
    wish: object,
  ): Promise<void> {
    const { cluster, mates } = this.stage;
    const own = this.guest.guest.id;
    const change = this.begin(cause, effect);
    const match = { ids: this.sent.length % 2 === 0 ? [own, ...mates] : [...mates, own] };
    const path = "/api/admin/guest/bulk";
    const answer = expectStatus(
      await cluster.owner.post(path, { workspace: cluster.slug, match, ...wish }),
      200,
    );
    this.finish(change, answer);
    // Only a guest who is locked is restored, and only one who is not is extended.
    if (!answer.body.guests.some(({ id }: Guest) => id === own)) this.forget(change);
  }

  private finish(change: Change, answer: Answer): void {
    change.to = now();
    change.holdsFrom = change.to;
    const { receipt } = answer.body;
    const sure = receipt ? receipt.confirmed : !this.restartedDuring(change);
    change.silentFrom = sure ? change.to : Infinity;
    if (receipt && !sure && !this.restartedDuring(change)) {
      throw new Error(`not confirmed by healthy nodes: ${JSON.stringify(receipt)}`);
    }
  }

  private begin(cause: Change["cause"], effect: Change["effect"]): Change {
    const never = { to: Infinity, holdsFrom: Infinity, silentFrom: Infinity };
    const change: Change = { cause, effect, from: now(), ...never };
    this.changes.push(change);
    return change;
  }

  private lock(): Promise<void> {
    return this.change("lock", "loses", () =>
      this.stage.cluster.owner.post(`/api/admin/guest/${this.guest.guest.id}/disconnect`),
    );
  }

  /** By a copy of the device: the guest's own keeps its dead cookie, and shows it. */
  private async signOut(): Promise<void> {
    if (this.session !== "alive") return;
    this.session = "changing";
    const { guest, stage } = this;
    const twin = stage.cluster.at(guest, 0);
    await this.change("session", "loses", () =>
      twin.post("/api/auth/sign-out", {}, { origin: twin.baseUrl }),
    );
    this.session = "ended";
  }

  private async signIn(): Promise<void> {
    if (this.session !== "ended") return;
    this.session = "changing";
    const regain = this.begin("session", "regains");
    this.guest.cookie = (await this.guest.signIn()).cookie;
    regain.to = now();
    this.session = "alive";
  }

  /** A new hour is a loss from then on, and until then lifts an hour that has passed. */
  private async expire(inMs: number): Promise<void> {
    const lifted = this.begin("time", "regains");
    const loss = Object.assign(this.begin("time", "loses"), { lifts: lifted });
    const hour = now() + inMs;
    const { status } = await this.patch({ expiresAt: new Date(Date.now() + inMs).toISOString() });
    lifted.to = now();
    if (status !== 200) {
      // The hour had passed when the request arrived: nothing was changed, nothing lifted either.
      this.forget(lifted, loss);
      return;
    }
    loss.to = Math.max(lifted.to, hour);
    loss.holdsFrom = loss.to + 20;
    loss.silentFrom = loss.to + 1_000 + SLACK_MS;
  }

  /** The second channel is theirs until an hour, from which on it is lost. */
  private async endChannel(inMs: number): Promise<void> {
    const given = this.begin("channel", "regains");
    const loss = Object.assign(this.begin("channel", "loses"), { lifts: given });
    const hour = now() + inMs;
    const expiresAt = new Date(Date.now() + inMs).toISOString();
    const { status } = await this.patch({ channels: this.channelsWith({}, { expiresAt }) });
    given.to = now();
    if (status !== 200) {
      this.forget(given, loss);
      return;
    }
    // They are taken out, and what they have under way is cut, at most a second after the hour.
    loss.to = Math.max(given.to, hour) + 1_000;
    loss.holdsFrom = Math.max(given.to, hour) + 20;
    loss.silentFrom = loss.to + SLACK_MS;
  }

  /** The guest reads the first channel from a time on, and is in the second one. */
  private async limit(history: string): Promise<void> {
    const given = this.begin("channel", "regains");
    const limit: Limit = { from: now(), to: Infinity, historyFrom: null };
    this.limits.push(limit);
    const answer = expectStatus(
      await this.patch({ channels: this.channelsWith({ history }) }),
      200,
    );
    given.to = limit.to = now();
    const { channels } = answer.body.guest as Guest;
    limit.historyFrom = channels.find(({ id }) => id === this.channelIds[0])?.historyFrom ?? null;
  }

  private channelsWith(first: object, second: object = {}) {
    const [one, other] = this.channelIds;
    return [
      { id: one, ...first },
      { id: other, ...second },
    ];
  }

  /** An old link never brings anything back, so nothing that it does explains what somebody saw. */
  private async accept(link: Accepted["link"], node: number): Promise<void> {
    const madeFrom = now();
    const token = link === "old" ? this.oldToken : await this.invite();
    const fresh = link === "fresh" ? this.beginRegains() : [];
    const accepted: Accepted = {
      link,
      madeFrom,
      from: now(),
      to: Infinity,
      code: null,
      guest: null,
    };
    const there = this.stage.cluster.at(this.guest, node);
    const answer = await there.post(`/api/invites/${token}/accept`).catch(() => null);
    if (!answer || (answer.status === 503 && node === 1)) return;
    this.accepted.push(accepted);
    accepted.to = now();
    // A refusal may be that of a cut which came after the commit: then it is never sure that nothing was given.
    if (answer.status !== 200) accepted.code = answer.body.code;
    else accepted.guest = answer.body.guest;
    for (const { change, isThere } of accepted.guest ? fresh : []) {
      if (isThere(accepted.guest as Guest)) change.to = accepted.to;
      else this.forget(change);
    }
  }

  /** What a fresh invitation may bring back, and how the answer shows that it is there. */
  private beginRegains() {
    const [, channelId] = this.channelIds;
    const begin = (cause: Change["cause"]) =>
      Object.assign(this.begin(cause, "regains"), { byInvitation: true as const });
    return [
      {
        change: begin("channel"),
        isThere: (guest: Guest) => guest.channelIds.includes(channelId),
      },
      {
        change: begin("time"),
        isThere: (guest: Guest) => guest.expiresAt === null,
      },
    ];
  }

  private async invite(): Promise<string> {
    const { cluster } = this.stage;
    const wish = { workspace: cluster.slug, channelIds: this.channelIds };
    return expectStatus(await cluster.owner.post("/api/admin/guest", wish), 201).body.invite.token;
  }

  private forget(...unmade: Change[]): void {
    for (const change of unmade) this.changes.splice(this.changes.indexOf(change), 1);
  }

  private patch(change: object) {
    return this.stage.cluster.owner.call(
      "PATCH",
      `/api/admin/guest/${this.guest.guest.id}`,
      change,
    );
  }

  private async connect(node: number, polling: boolean): Promise<void> {
    const { cluster } = this.stage;
    const from = now();
    const transports = [polling ? "polling" : "websocket"];
    const connection = cluster.at(this.guest, node).connect(cluster.slug, { transports });
    const tab: Tab = {
      node,
      connection,
      from,
      to: Infinity,
      closedAt: Infinity,
      endedAt: Infinity,
      lastAnswerAt: 0,
      survived: false,
      synced: [],
      readings: [],
    };
    this.tabs.push(tab);
    connection.socket.on("disconnect", () => {
      tab.endedAt = now();
    });
    connection.socket.on("ready", ({ channels }) => void this.sync(tab, channels));
    connection.socket.on("channel:created", ({ channel }) => void this.sync(tab, [channel]));
    const isDecided = () =>
      connection.of("ready").length > 0 || connection.refusal || connection.closedBecause !== null;
    await waitUntil(() => isDecided() || tab.closedAt < Infinity, ANSWER_MS);
    tab.to = now();
  }

  private async sync(tab: Tab, channels: { id: string; lastRev: number }[]): Promise<void> {
    if (channels.some(({ id }) => id === this.channelIds[0])) void this.readFirst(tab);
    const cursors = Object.fromEntries(channels.map(({ id, lastRev }) => [id, lastRev]));
    const answer = await this.ask(tab, "sync", { cursors });
    if (answer?.ok) tab.synced.push(...answer.data.messages);
  }

  private async readFirst(tab: Tab): Promise<void> {
    const askedAt = now();
    const answer = await this.ask(tab, "sync", { cursors: { [this.channelIds[0]]: 0 } });
    if (answer?.ok) tab.readings.push({ askedAt, messages: answer.data.messages });
  }

  private async disconnect(which: number): Promise<void> {
    const tab = this.tabs[which % this.tabs.length];
    if (!tab) return;
    tab.closedAt = Math.min(tab.closedAt, now());
    tab.connection.close();
  }

  private async send(by: Sent["by"], node: number, channelId: string): Promise<void> {
    const open = this.tabs.filter((tab) => tab.node === node && isReady(tab));
    const tab = by === "guest" ? (open.at(-1) ?? null) : null;
    const connection = by === "guest" ? tab?.connection : this.stage.owners[node];
    if (by === "owner" && !connection?.socket.connected) return;
    const body = `${this.sent.length}`;
    const never = { to: Infinity, message: null, code: null };
    const sent: Sent = { body, channelId, by, from: now(), ...never };
    this.sent.push(sent);
    const payload = { channelId, body, clientId: crypto.randomUUID() };
    const answer = connection
      ? await this.ask(tab ?? connection, "message:send", payload)
      : await this.post(node, payload);
    if (!answer) return;
    sent.to = now();
    if (answer.ok) sent.message = answer.data.message;
    else sent.code = answer.error.code;
  }

  /** Over HTTP, where there is no connection to be cut; null when the node is not there. */
  private async post(
    node: number,
    { channelId, ...message }: { channelId: string },
  ): Promise<Json> {
    const there = this.stage.cluster.at(this.guest, node);
    const answer = await there
      .post(`/api/channels/${channelId}/messages`, message)
      .catch(() => null);
    if (!answer || (answer.status === 503 && node === 1)) return null;
    return answer.status === 201
      ? { ok: true, data: answer.body }
      : { ok: false, error: answer.body };
  }

  /** Resolves with null when the connection ends first. Notes the time in the very turn of the answer. */
  private ask(asker: Tab | Connection, event: string, payload: object): Promise<Json> {
    const tab = "connection" in asker ? asker : null;
    const { socket } = "connection" in asker ? asker.connection : asker;
    return new Promise((resolve) => {
      socket.once("disconnect", () => resolve(null));
      socket.timeout(ANSWER_MS).emit(event, payload, (error: Error | null, answer: Json) => {
        if (tab && answer?.ok) tab.lastAnswerAt = now();
        resolve(error ? null : answer);
      });
    });
  }

  private async restart(): Promise<void> {
    const { stage } = this;
    const isUnderWay = stage.restarts.some((one) => one.to === Infinity);
    if (stage.restartsLeft <= 0 || isUnderWay) return;
    stage.restartsLeft -= 1;
    const span = { from: now(), to: Infinity };
    stage.restarts.push(span);
    stage.owners[1] = undefined;
    await stage.cluster.restartNode(1);
    stage.owners[1] = await stage.cluster.at(stage.cluster.owner, 1).enter(stage.cluster.slug);
    span.to = now();
  }

  private restartedDuring(span: Span): boolean {
    return this.stage.restarts.some((one) => one.from <= span.to && span.from <= one.to);
  }

  /** Waits until nothing more is on its way to anybody, as far as what happened allows to say. */
  private async settle() {
    const { cluster } = this.stage;
    const find = async () => {
      const { body } = await cluster.owner.get(`/api/admin/guest?workspace=${cluster.slug}`);
      return body.guests.find((one: Guest) => one.id === this.guest.guest.id) as Guest;
    };
    const hours = this.changes.filter(
      (one) => (one.cause === "time" || one.lifts?.cause === "channel") && one.effect === "loses",
    );
    await letPass(
      Math.max(0, ...hours.map((one) => one.to + 20)) - now(),
      "a time on the clock comes",
    );
    const guest = await find();
    const histories = await Promise.all(
      this.channelIds.map((id) => readHistory(cluster.owner, id)),
    );
    const history = histories.flat();
    const isSignedIn = this.session === "alive";
    const mayStay = guest.status === "active" && isSignedIn;
    const isSettled = (tab: Tab) => !isReady(tab) || (mayStay && hasAll(tab, guest, history));
    await waitUntil(() => this.tabs.every(isSettled), 3_000).catch(() => undefined);
    return { guest, isSignedIn, history };
  }
}

const connectTo = (node: number): Step => ({ do: "connect", node, polling: false, overlap: false });

const isReady = ({ connection }: Tab): boolean =>
  connection.of("ready").length > 0 && connection.socket.connected;

/** Whether everything after the tab's beginning in the guest's channels has reached it. */
function hasAll(tab: Tab, guest: Guest, history: Recording["history"]): boolean {
  return missing(tab, guest, history).length === 0;
}

export function missing(tab: Tab, guest: Guest, history: Recording["history"]) {
  const told = new Set([...liveOf(tab), ...tab.synced].map((message) => message.id));
  const begins = beginnings(tab);
  return history.filter(
    (message) =>
      guest.channelIds.includes(message.channelId) &&
      message.seq > (begins.get(message.channelId) ?? 0) &&
      !told.has(message.id),
  );
}

/** Where the tab was let in, by channel: what came before, it may read anyway. */
export function beginnings({ connection }: Tab): Map<string, number> {
  const begins = new Map<string, number>();
  for (const { channel } of connection.of("channel:created"))
    begins.set(channel.id, channel.lastSeq);
  for (const one of connection.of("ready")[0]?.channels ?? []) begins.set(one.id, one.lastSeq);
  return begins;
}

export const liveOf = ({ connection }: Tab): Recording["history"] =>
  connection.of("message:created").map((payload) => payload.message);
