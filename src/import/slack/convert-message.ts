import { composeBody } from "./compose-body";
import { convertReactions } from "./convert-reactions";
import type { Names } from "./convert-text";
import { timeOf } from "./import-ids";
import type { SlackMessage } from "./slack-schemas";

/** A message as it will be in our channel, without its sequence number. */
export interface ImportedMessage {
  id: string;
  slackAuthorId: string;
  /** The id of the message that begins its thread; null when it begins one or is in none. */
  threadId: string | null;
  body: string;
  createdAt: string;
  editedAt: string | null;
  /** Set for a message that was deleted, and is still there because a thread begins with it. */
  deletedAt: string | null;
  reactions: Record<string, string[]>;
}

/** What a line says, before it has a place in the channel. */
export interface Written {
  /** It may be longer than a message can be. */
  body: string;
  message: Pick<ImportedMessage, "createdAt" | "editedAt" | "deletedAt" | "reactions">;
  left: Left;
}

/** What of a line cannot be brought in. */
export interface Left {
  files: number;
  characters: number;
  reactions: Map<string, number>;
}

export interface ImportNames extends Names {
  idOf(slackId: string): string | undefined;
  /** Remembers the names that a line gives to people and groups of whom the export says nothing else. */
  learn(line: SlackMessage): void;
}

/** Slack's own notes: nobody wrote them. */
const NOTE =
  /^(?:(?:channel|group|conversation)_(?:join|leave|topic|purpose|name|archive|unarchive|convert_to_private|convert_to_public|posting_permissions|canvas_updated)|bot_(?:add|remove|enable|disable)|(?:un)?pinned_item|message_(?:changed|deleted|replied)|(?:app_)?conversation_(?:join|leave)|sh_room_(?:created|shared)|huddle_thread|joiner_notification(?:_for_inviter)?|ekm_access_denied|tabbed_canvas_updated|reminder_(?:add|delete)|tombstone)$/;

/** Converts a line of an export; null if it has nothing to show. A note is shown where a thread begins with it. */
export function convertMessage(line: SlackMessage, names: ImportNames): Written | null {
  const isNote = NOTE.test(line.subtype ?? "");
  const begins = line.thread_ts === line.ts || line.reply_count > 0;
  if (isNote && !begins) return null;
  const isGone = line.subtype === "tombstone";
  const composed = isGone ? NOTHING : composeBody(line, names);
  if (composed.body === "" && !begins) return null;
  const reactionsLeft = new Map<string, number>();
  const reactions = convertReactions(line.reactions, names.idOf, (name, count) => {
    reactionsLeft.set(name, (reactionsLeft.get(name) ?? 0) + count);
  });
  return {
    body: composed.body,
    message: {
      createdAt: toIso(line.ts),
      editedAt: line.edited ? toIso(line.edited.ts) : null,
      deletedAt: composed.body === "" ? toIso(line.ts) : null,
      reactions: composed.body === "" ? {} : reactions,
    },
    left: { files: composed.files, characters: composed.cut, reactions: reactionsLeft },
  };
}

const NOTHING = { body: "", files: 0, cut: 0 };

const toIso = (ts: string) => new Date(timeOf(ts)).toISOString();
