import fc from "fast-check";
import type { Channel, Guest, Message } from "@/lib/api-types";
import type { Answer, Connection, Json, Person } from "../../support/person";

/** Everybody in the workspace of a run. Those with a page only listen on it: they act on another device. */
export interface Stage {
  slug: string;
  owner: Actor;
  member: Actor;
  mate: Actor;
  guest: Actor & { guestId: string };
  visitor: Actor & { guestId: string };
  channels: Channel[];
  messages: Message[];
}

export class Actor {
  private device: Connection | undefined;
  constructor(
    readonly person: Person,
    readonly userId: string,
    private readonly slug: string,
  ) {}

  /** Says it over a socket, which is opened anew where it has been cut. */
  async say(event: string, payload: object): Promise<Json> {
    if (!this.device?.socket.connected) {
      this.device?.close();
      this.device = this.person.connect(this.slug);
      // Nothing is handled before it is admitted, and nothing is answered to who is not.
      await this.device.next("ready").catch(() => undefined);
    }
    const answer = await this.device.emit(event, payload).catch(() => null);
    return answer?.ok ? answer.data : null;
  }

  close(): void {
    this.device?.close();
  }
}

const ACTORS = ["owner", "member", "mate", "guest", "visitor"] as const;
const by = fc.constantFrom(...ACTORS);
const byMember = fc.constantFrom("owner" as const, "member" as const, "mate" as const);
const pick = fc.nat(20);

/**
 * What people do. A step that is refused changes nothing. Nobody takes another name: a guest who
 * does not share a channel with somebody is not told theirs, and keeps the old one beside what they wrote.
 */
const STEPS = {
  send: fc.record({ by, pick, names: fc.subarray([...ACTORS]), all: fc.boolean() }),
  reply: fc.record({ by, pick, names: fc.subarray([...ACTORS]) }),
  edit: fc.record({ pick, names: fc.subarray([...ACTORS]), all: fc.boolean() }),
  delete: fc.record({ pick }),
  react: fc.record({ by, pick }),
  pin: fc.record({ by: byMember, pick, on: fc.boolean() }),
  follow: fc.record({ by, pick, on: fc.boolean() }),
  read: fc.record({ by, pick }),
  readAll: fc.record({ by }),
  seeThread: fc.record({ by, pick }),
  unread: fc.record({ by, pick }),
  mute: fc.record({ by, pick, on: fc.boolean() }),
  create: fc.record({ by: byMember, visibility: fc.constantFrom("public", "private") }),
  join: fc.record({ by: byMember, pick }),
  leave: fc.record({ by: byMember, pick }),
  topic: fc.record({ by: byMember, pick }),
  archive: fc.record({ pick, on: fc.boolean() }),
  seat: fc.record({ by: byMember, pick, who: byMember }),
  unseat: fc.record({ pick, who: byMember }),
  direct: fc.record({ by, who: by }),
  role: fc.record({ role: fc.constantFrom("admin", "member") }),
  admit: fc.record({ who: fc.constantFrom("guest" as const, "visitor" as const), pick }),
  end: fc.record({ who: fc.constantFrom("guest" as const, "visitor" as const), days: fc.nat(3) }),
  lock: fc.constant({}),
  unlock: fc.constant({}),
  guestDirect: fc.record({ on: fc.boolean() }),
  drop: fc.record({ viewer: fc.nat(2) }),
  back: fc.record({ viewer: fc.nat(2) }),
};

type Kinds = typeof STEPS;
type Kind = keyof Kinds;
export type Step = {
  [K in Kind]: { do: K } & (Kinds[K] extends fc.Arbitrary<infer T> ? T : never);
}[Kind];

const OFTEN: readonly Kind[] = ["send", "send", "reply", "edit", "delete", "react", "read"];
const one = fc.oneof(
  ...[...OFTEN, ...(Object.keys(STEPS) as Kind[])].map((kind) =>
    (STEPS[kind] as fc.Arbitrary<object>).map((rest) => ({ do: kind, ...rest }) as Step),
  ),
);

/** Steps of a group are taken at the same time. */
export const groups = fc.array(fc.array(one, { minLength: 1, maxLength: 3 }), {
  minLength: 3,
  maxLength: 10,
});

/** Takes a step. Pages that come and go are not its matter. */
export async function take(stage: Stage, step: Step): Promise<void> {
  const { slug, owner, channels, messages } = stage;
  const channel = "pick" in step ? channels[step.pick % channels.length] : undefined;
  const message = "pick" in step ? messages.at(-1 - (step.pick % messages.length)) : undefined;
  const at = `/api/channels/${channel?.id}`;
  const who = "by" in step ? stage[step.by] : owner;
  const ask = (method: string, path: string, body?: object) => call(who.person, method, path, body);
  const mention = (names: readonly (typeof ACTORS)[number][], all = false) =>
    names.map((name) => ` <@${stage[name].userId}>`).join("") + (all ? " <!channel>" : "");
  const keep = ({ body }: Answer) => {
    if (body.message) messages.push(body.message as Message);
    if (body.channel) channels.push(body.channel as Channel);
  };
  switch (step.do) {
    case "send": {
      const body = `said${mention(step.names, step.all)}`;
      return keep(await ask("POST", `${at}/messages`, { body }));
    }
    case "reply": {
      if (!message) return;
      const parentId = message.parentId ?? message.id;
      const body = `answered${mention(step.names)}`;
      const path = `/api/channels/${message.channelId}/messages`;
      return keep(await ask("POST", path, { body, parentId }));
    }
    case "edit":
    case "delete": {
      if (!message) return;
      const author = ACTORS.map((name) => stage[name]).find(
        ({ userId }) => userId === message.author.id,
      );
      const messageId = message.id;
      if (step.do === "delete") return author?.say("message:delete", { messageId });
      const body = `edited ${crypto.randomUUID()}${mention(step.names, step.all)}`;
      return author?.say("message:edit", { messageId, body });
    }
    case "react":
      return message && who.say("reaction:toggle", { messageId: message.id, emoji: "👍" });
    case "pin":
      return void (
        message && (await ask(step.on ? "PUT" : "DELETE", `/api/messages/${message.id}/pin`))
      );
    case "follow": {
      const path = `/api/messages/${message?.id}/thread`;
      return void (message && (await ask("PATCH", path, { following: step.on })));
    }
    case "read": {
      const seq = Math.max(
        0,
        ...messages.flatMap((m) => (m.channelId === channel?.id ? m.seq : [])),
      );
      return who.say("channel:read", { channelId: channel?.id, seq });
    }
    case "readAll":
      return void (await ask("POST", `/api/workspaces/${slug}/read`));
    case "seeThread":
      return message && who.say("thread:see", { messageId: message.id, seq: message.seq });
    case "unread":
      if (!message) return;
      return void (await ask("PATCH", `/api/channels/${message.channelId}/membership`, {
        unreadFrom: message.seq,
      }));
    case "mute":
      return void (await ask("PATCH", `${at}/membership`, { muted: step.on }));
    case "create": {
      const name = `room-${channels.length}-${crypto.randomUUID().slice(0, 8)}`;
      const { visibility } = step;
      return keep(await ask("POST", `/api/workspaces/${slug}/channels`, { name, visibility }));
    }
    case "join":
    case "leave":
      return void (await ask("POST", `${at}/${step.do}`));
    case "topic":
      return void (await ask("PATCH", at, { topic: crypto.randomUUID() }));
    case "archive":
      // Without `general` there is nothing left to do.
      if (channel === channels[0]) return;
      return void (await ask("PATCH", at, { archived: step.on }));
    case "seat":
      return void (await ask("POST", `${at}/people`, { userId: stage[step.who].userId }));
    case "unseat":
      return void (await ask("DELETE", `${at}/people/${stage[step.who].userId}`));
    case "direct":
      return keep(
        await ask("POST", `/api/workspaces/${slug}/direct`, { userIds: [stage[step.who].userId] }),
      );
    case "role": {
      const { body } = await ask("GET", `/api/workspaces/${slug}/members`);
      const found = body.members.find((m: Json) => m.userId === stage.mate.userId);
      const path = `/api/workspaces/${slug}/members/${found?.id}`;
      return void (await ask("PATCH", path, { role: step.role }));
    }
    case "admit": {
      const channelIds = [channels[0]?.id, channel?.id];
      const path = `/api/admin/guest/${stage[step.who].guestId}`;
      return void (await ask("PATCH", path, { channelIds: [...new Set(channelIds)] }));
    }
    case "end": {
      const end = new Date(Date.now() + step.days * 86_400_000).toISOString();
      const path = `/api/admin/guest/${stage[step.who].guestId}`;
      return void (await ask("PATCH", path, { expiresAt: step.days === 0 ? null : end }));
    }
    case "lock":
    case "unlock": {
      const action = step.do === "lock" ? "disconnect" : "unlock";
      return void (await ask("POST", `/api/admin/guest/${stage.visitor.guestId}/${action}`, {}));
    }
    case "guestDirect":
      return void (await ask("PATCH", `/api/workspaces/${slug}`, { guestDirect: step.on }));
    case "drop":
    case "back":
      return;
  }
}

/** @throws Error when the server failed, rather than refused: somebody who is cut while they ask is told to try again */
async function call(person: Person, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await person.call(method, path, body);
  if (answer.status < 500 || answer.body.code === "UNAVAILABLE") return answer;
  throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

export type GuestPerson = Person & { guest: Guest };
