import type {
  Action,
  ChannelChange,
  ErrorCode,
  Guest,
  GuestInvite,
  MemberInvite,
  Message,
  PersonChange,
  Reaction,
  Role,
} from "./api-types";

/**
 * What the server tells its connections: every event once. From here follow the types on both sides, the list of what
 * a page hears (`ui/realtime/store/heard-events.ts`) and the table in `docs/api.md`.
 */
interface Described<Payload> {
  /** Who is told. */
  to: string;
  /** What it means, for the documentation. */
  says: string;
  /** Every field of the payload, with its shape where the name alone does not say it. */
  fields: FieldsOf<Payload>;
  /** Carries the type of the payload. It is never set. */
  payload?: Payload;
}

type FieldsOf<Payload> = {
  [F in keyof Payload & string as undefined extends Payload[F] ? `${F}?` : F]: string;
};

const event = <Payload>(description: Described<Payload>): Described<Payload> => description;

const MEMBERS_OF_CHANNEL = "those who joined the channel";
const OWN_DEVICES = "one's own devices";
const ADMINS = "admins";
const WHO_MAY_KNOW = "members, and guests who share a channel with them";

export interface Ready {
  user: { id: string; name: string };
  as: Role;
  /** What they may do in the workspace. */
  actions: Action[];
  channels: { id: string; lastSeq: number; lastRev: number }[];
}

export const serverEvents = {
  ready: event<Ready>({
    to: "the connection itself",
    fields: { user: "{ id, name }", as: "", actions: "", channels: "[{ id, lastSeq, lastRev }]" },
    says: "What happens in these channels is told from now on. Nothing is told before. `actions`: what the user may do in the workspace, by the names that a refusal has on record (`guest.manage`, …). With another role the connection is cut, and the next `ready` says what it is then.",
  }),
  "message:created": event<{ message: Message; mentions: string[]; followers: string[] }>({
    to: MEMBERS_OF_CHANNEL,
    fields: { message: "", mentions: "", followers: "" },
    says: "`mentions`: ids of those who are mentioned by name or follow the thread. `followers`: those of them who follow it.",
  }),
  "message:updated": event<{ message: Message }>({
    to: MEMBERS_OF_CHANNEL,
    fields: { message: "" },
    says: "A message was edited, pinned or unpinned.",
  }),
  "message:deleted": event<{ message: Message }>({
    to: MEMBERS_OF_CHANNEL,
    fields: { message: "" },
    says: "A message was deleted. Its place stays, without words and files.",
  }),
  "reaction:updated": event<{
    channelId: string;
    messageId: string;
    rev: number;
    reactions: Reaction[];
  }>({
    to: MEMBERS_OF_CHANNEL,
    fields: { channelId: "", messageId: "", rev: "", reactions: "" },
    says: "All reactions to a message, after one was added or taken back.",
  }),
  "typing:updated": event<{
    channelId: string;
    user: { id: string; name: string };
    typing: boolean;
  }>({
    to: `${MEMBERS_OF_CHANNEL}, except the connection that types`,
    fields: { channelId: "", user: "{ id, name }", typing: "" },
    says: "Somebody types, or has stopped.",
  }),
  "presence:updated": event<{ userId: string; status: "online" | "offline" }>({
    to: WHO_MAY_KNOW,
    fields: { userId: "", status: '"online" | "offline"' },
    says: "Somebody's first connection was opened, or their last one was closed.",
  }),
  "channel:created": event<{ channel: ChannelChange }>({
    to: "members, of a public channel; whoever gains a channel, of that one",
    fields: { channel: "" },
    says: "There is a channel that was not seen before. What is one's own in it may be missing: see `channel:updated`.",
  }),
  "channel:updated": event<{ channel: ChannelChange; unread?: boolean }>({
    to: `${MEMBERS_OF_CHANNEL}; members, of a public one; one's own devices, of what one changed for oneself`,
    fields: { channel: "", "unread?": "" },
    says: "Told to many, it lacks what is one's own (`lastReadSeq`, `joined`, `muted`, `mentionCount`, `mentionSeqs`, `unreadCount`, `unseenReplies`). `unread: true` on one's own devices when something was marked unread: then `lastReadSeq` may be lower than before.",
  }),
  "read:updated": event<{ channelId: string; seq: number }>({
    to: OWN_DEVICES,
    fields: { channelId: "", seq: "" },
    says: "How far one has read in a channel.",
  }),
  "thread:seen": event<{ channelId: string; threadId: string; seq: number }>({
    to: OWN_DEVICES,
    fields: { channelId: "", threadId: "", seq: "" },
    says: "How far one has seen the answers in a thread.",
  }),
  "person:updated": event<{ person: PersonChange }>({
    to: WHO_MAY_KNOW,
    fields: { person: "{ id, name, image, as, sponsor?, ended? }" },
    says: "Somebody came, has another role, or their access has ended or is back. What the hearer may not know is missing, and what is missing stays as it was.",
  }),
  "person:left": event<{ userId: string }>({
    to: "members, and guests who shared a channel with them",
    fields: { userId: "" },
    says: "They left the workspace; to a guest also when no channel is shared any more.",
  }),
  "visit:updated": event<{ endsAt: string | null }>({
    to: "a guest's own devices",
    fields: { endsAt: "" },
    says: "When their access ends now; null for no end.",
  }),
  "guest:updated": event<{ guest: Guest }>({
    to: ADMINS,
    fields: { guest: "" },
    says: "A guest as the list of guests has them now.",
  }),
  "invite:updated": event<{ invite: GuestInvite | MemberInvite }>({
    to: ADMINS,
    fields: { invite: "" },
    says: "An open invitation was made or used, as the lists of guests' and members' invitations have it; `role` tells them apart.",
  }),
  "invite:ended": event<{ id: string }>({
    to: ADMINS,
    fields: { id: "" },
    says: "An invitation was used up or withdrawn. That its time has run out is told to nobody: ask the list.",
  }),
  "workspace:updated": event<{ guestDirect: boolean }>({
    to: "guests",
    fields: { guestDirect: "" },
    says: "Whether guests may have direct conversations now.",
  }),
  "news:missed": event<Record<string, never>>({
    to: "everybody on this node",
    fields: {},
    says: "This node may have missed what others told to many. Channels are told of by themselves; ask anew for people and lists.",
  }),
  "access:changed": event<{ code: ErrorCode }>({
    to: "the connection itself",
    fields: { code: "" },
    says: "What this connection may see has changed, or cannot be confirmed (`UNAVAILABLE`). It is cut right after; connect again, with growing pauses.",
  }),
  "guest:locked": event<{ reason: string; message: string }>({
    to: "every connection of the guest",
    fields: { reason: "", message: "" },
    says: "The guest's access has ended. The connection is cut right after.",
  }),
};

export type ServerEvent = keyof typeof serverEvents;
export type ServerPayload<E extends ServerEvent> = NonNullable<(typeof serverEvents)[E]["payload"]>;
export type ServerToClient = { [E in ServerEvent]: (payload: ServerPayload<E>) => void };
