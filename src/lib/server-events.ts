import type {
  Action,
  ChannelChange,
  EndingGuest,
  ErrorCode,
  Guest,
  GuestInvite,
  GuestRequest,
  MemberInvite,
  MemberRole,
  Message,
  PersonChange,
  Reaction,
  Role,
} from "./api-types";

/**
 * All events from the server to its connections. The types on both sides, the list of events that a page listens to
 * (`ui/realtime/store/heard-events.ts`) and the table in `docs/api.md` come from here.
 */
interface Described<Payload> {
  /** Who receives it, for the documentation. */
  to: string;
  /** What it means, for the documentation. */
  says: string;
  /** Every field of the payload, with its type where the name does not say enough. */
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
  /** The version that the server speaks. Only for a client that said an older one: it should reload. */
  newerProtocol?: number;
}

export const serverEvents = {
  ready: event<Ready>({
    to: "the connection itself",
    fields: {
      user: "{ id, name }",
      as: "",
      actions: "",
      channels: "[{ id, lastSeq, lastRev }]",
      "newerProtocol?": "",
    },
    says: "Events of these channels are sent from now on; none is sent before. `actions`: what the user may do in the workspace, with the names that `access.denied` events use (`guest.manage`, …). When the role changes, the connection is cut, and the next `ready` has the new actions. `newerProtocol`: see [Versions](#versions).",
  }),
  "message:created": event<{ message: Message; mentions: string[]; followers: string[] }>({
    to: MEMBERS_OF_CHANNEL,
    fields: { message: "", mentions: "", followers: "" },
    says: "`mentions`: ids of the people who are mentioned by name or with `<!here>`, or follow the thread. `followers`: those of them who follow it.",
  }),
  "message:updated": event<{ message: Message; mentions: string[]; followers: string[] }>({
    to: MEMBERS_OF_CHANNEL,
    fields: { message: "", mentions: "", followers: "" },
    says: "A message was edited, pinned or unpinned. `mentions` and `followers`: as in `message:created`, as it is now, without those who have seen it in a thread that they follow.",
  }),
  "message:deleted": event<{ message: Message }>({
    to: MEMBERS_OF_CHANNEL,
    fields: { message: "" },
    says: "A message was deleted. It keeps its `seq`, without body and files.",
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
    says: "Somebody is typing, or has stopped.",
  }),
  "presence:updated": event<{ userId: string; status: "online" | "offline" }>({
    to: WHO_MAY_KNOW,
    fields: { userId: "", status: '"online" | "offline"' },
    says: "Somebody's first connection was opened, or their last one was closed.",
  }),
  "channel:created": event<{ channel: ChannelChange }>({
    to: "members, if the channel is public; people who have just got access to the channel",
    fields: { channel: "" },
    says: "A channel that the connection did not see before. Its personal fields may be missing: see `channel:updated`.",
  }),
  "channel:updated": event<{ channel: ChannelChange; unread?: boolean }>({
    to: `${MEMBERS_OF_CHANNEL}; members, if it is public; one's own devices, for personal changes`,
    fields: { channel: "", "unread?": "" },
    says: "If it is sent to several people, it lacks the personal fields (`lastReadSeq`, `joined`, `muted`, `historyFrom`, `expiresAt`, `mentionCount`, `mentionSeqs`, `unreadCount`, `unseenReplies`). `unread: true` is sent to one's own devices when something was marked unread: then `lastReadSeq` may be lower than before, and replies in `unseenReplies` wait again that were seen.",
  }),
  "read:updated": event<{ channelId: string; seq: number }>({
    to: OWN_DEVICES,
    fields: { channelId: "", seq: "" },
    says: "How far the user has read in a channel.",
  }),
  "thread:seen": event<{ channelId: string; threadId: string; seq: number }>({
    to: OWN_DEVICES,
    fields: { channelId: "", threadId: "", seq: "" },
    says: "How far the user has seen the answers in a thread.",
  }),
  "person:updated": event<{ person: PersonChange }>({
    to: WHO_MAY_KNOW,
    fields: { person: "{ id, name, image, as, sponsor?, ended? }" },
    says: "Somebody has joined, or has another role, name or picture, or their access has ended or begun again. Fields that the receiver may not know are missing, and a missing field keeps its value.",
  }),
  "person:left": event<{ userId: string }>({
    to: "members, and guests who shared a channel with them",
    fields: { userId: "" },
    says: "Somebody has left the workspace. For a guest also: they share no channel any more.",
  }),
  "visit:updated": event<{ endsAt: string | null }>({
    to: "a guest's own devices",
    fields: { endsAt: "" },
    says: "The new end of their access; null: no end.",
  }),
  "guest:ending": event<{ guests: EndingGuest[] }>({
    to: "the own devices of a guest's sponsor",
    fields: { guests: "[{ id, name, letInAt, expiresAt, channel }]" },
    says: "All guests for whom they answer and whose access ends within a week; `channel`, `{ id, name }`, where only the time in that channel ends then, else null. `name` is null if they cannot see it. Sent with each reminder, and when such a guest's access changes.",
  }),
  "guest:updated": event<{ guest: Guest }>({
    to: ADMINS,
    fields: { guest: "" },
    says: "The guest, as in the list of guests.",
  }),
  "guest-request:updated": event<{ request: GuestRequest }>({
    to: `${ADMINS}; the devices of the person who asked`,
    fields: { request: "" },
    says: "Somebody has asked for a guest, or an admin has decided. The person who asked gets of `channelIds` those that they can see.",
  }),
  "invite:updated": event<{ invite: GuestInvite | MemberInvite }>({
    to: ADMINS,
    fields: { invite: "" },
    says: "An open invitation was made or used. It has the form of the lists of guests' and members' invitations; `role` says which.",
  }),
  "invite:ended": event<{ id: string }>({
    to: ADMINS,
    fields: { id: "" },
    says: "An invitation was used up or withdrawn. No event says that one has expired: load the list again.",
  }),
  "invite:accepted": event<{
    invite: { id: string; role: MemberRole | "guest"; email: string | null; left: number };
    by: { name: string };
  }>({
    to: "whoever made the invitation, on their own devices",
    fields: { invite: "{ id, role, email, left }", by: "{ name }" },
    says: "Somebody has come in by the invitation. `left`: how many more can; 0 if it is used up.",
  }),
  "invite:ending": event<{
    invite: {
      id: string;
      role: MemberRole | "guest";
      email: string | null;
      left: number;
      uses: number;
    };
    endsAt: string;
  }>({
    to: "whoever made the invitation, on their own devices",
    fields: { invite: "{ id, role, email, left, uses }", endsAt: "" },
    says: "The invitation ends within a day, and `left` more people could use it. `uses`: how many have. Sent once for each link.",
  }),
  "workspace:updated": event<{ guestDirect: boolean }>({
    to: "guests",
    fields: { guestDirect: "" },
    says: "Whether guests may have direct conversations now.",
  }),
  "news:missed": event<Record<string, never>>({
    to: "everybody on this node",
    fields: {},
    says: "This node may have missed broadcasts of other nodes. It sends what is new in channels by itself; load people and lists again.",
  }),
  "access:changed": event<{ code: ErrorCode }>({
    to: "the connection itself",
    fields: { code: "" },
    says: "What this connection may see has changed, or cannot be confirmed (`UNAVAILABLE`). It is cut right afterwards; connect again, with growing pauses.",
  }),
  "guest:locked": event<{ reason: string; message: string }>({
    to: "every connection of the guest",
    fields: { reason: "", message: "" },
    says: "The guest's access has ended. The connection is cut right afterwards.",
  }),
};

export type ServerEvent = keyof typeof serverEvents;
export type ServerPayload<E extends ServerEvent> = NonNullable<(typeof serverEvents)[E]["payload"]>;
export type ServerToClient = { [E in ServerEvent]: (payload: ServerPayload<E>) => void };
