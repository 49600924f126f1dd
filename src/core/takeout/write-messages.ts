import type { MessageFile } from "@/lib/api-types";
import { type NameOf, replaceMentions } from "@/lib/notification-text";
import { toIso } from "@/lib/to-iso";
import type { Principal } from "../access/principal";
import type { OwnChannel, OwnMessage } from "./own-messages";

/** The path of a file in the folder of its channel. */
type PathOf = (file: MessageFile) => string;

/** The page that says what is in the archive. */
export function describeTakeout({ name, workspace }: Principal, at: Date): string {
  return `# What you wrote in ${workspace.name}

${name} took this along on ${minute(at.toISOString())}.

There is a folder for each channel and direct conversation in which you wrote and that you could see on that day:

- \`messages.md\`: your messages, to read
- \`messages.jsonl\`: the same for programs, one JSON object a line
- \`files\`: what you shared there

Nothing of what others wrote is in it. Times are UTC.
`;
}

/** One message as a line of JSON. */
export function writeLine(message: OwnMessage, channel: OwnChannel, pathOf: PathOf): string {
  const { id, seq, body, parentId, createdAt, editedAt, files } = message;
  const line = {
    id,
    channel: { id: channel.id, kind: channel.kind, name: channel.name },
    ...{ seq, body, parentId },
    createdAt: toIso(createdAt),
    editedAt: editedAt && toIso(editedAt),
    files: files.map((file) => ({ ...file, path: pathOf(file) })),
  };
  return `${JSON.stringify(line)}\n`;
}

export function writeHeading(title: string, { name, workspace }: Principal): string {
  return `# ${title}\n\nWritten by ${name} in ${workspace.name}. Times are UTC.\n`;
}

/** One message as Markdown, with the names of those whom it mentions. */
export function writeText(message: OwnMessage, nameOf: NameOf, pathOf: PathOf): string {
  const { body, parentId, createdAt, editedAt, files } = message;
  const notes = [parentId && "in a thread", editedAt && "edited"].filter(Boolean);
  const parts = [
    [`## ${minute(toIso(createdAt))}`, ...notes].join(", "),
    replaceMentions(body, nameOf),
    ...files.map((file) => `[${escapeLabel(file.name)}](<${encodeURI(pathOf(file))}>)`),
  ];
  return `\n${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const escapeLabel = (name: string) => name.replace(/[\\[\]]/g, "\\$&");

/** "2026-11-27 14:05 UTC" */
const minute = (iso: string) => `${iso.slice(0, 16).replace("T", " ")} UTC`;
