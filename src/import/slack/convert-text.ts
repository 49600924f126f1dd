import { convertShortcodes } from "./convert-shortcodes";

/** The people and channels behind Slack's ids. */
export interface Names {
  /** A person of the export, with `memberId` if they are a member of the workspace. */
  person(slackId: string): { name: string; memberId: string | null } | undefined;
  /** A public channel's name. A link must not reveal the name of a private one. */
  channel(slackId: string): string | undefined;
}

const CODE = /```[\s\S]*?```|`[^`\n]+`/g;
const TOKEN = /<([^<>\n]+)>/g;
/** The sign is at the edge of a word and within a line. A doubled sign is not Slack's markup. */
const BOLD = /(?<![\p{L}\p{N}*])\*(?![\s*])([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])/gu;
const STRIKE = /(?<![\p{L}\p{N}~])~(?![\s~])([^~\n]*[^~\s])~(?![\p{L}\p{N}~])/gu;
/** Text that would mention somebody in one of our messages. */
const MENTION_SIGN = /<(?=@[A-Za-z0-9_-]{1,64}>|!channel>)/g;
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const LINKS = new Set(["http:", "https:", "mailto:"]);

/** A line of Slack's markup as Markdown. It mentions only members, by id. */
export function convertText(slackText: string, names: Names): string {
  const text = slackText.replaceAll("\0", "").toWellFormed();
  let done = "";
  let end = 0;
  for (const code of text.matchAll(CODE)) {
    done += convertWords(text.slice(end, code.index), names) + convertCode(code[0]);
    end = code.index + code[0].length;
  }
  return (done + convertWords(text.slice(end), names)).trim();
}

/** In Slack a code block may begin in the middle of a line, in Markdown it may not. */
function convertCode(code: string): string {
  const text = decode(code);
  if (!text.startsWith("```") || !text.includes("\n")) return text;
  return `\n\`\`\`\n${text.slice(3, -3).replace(/^\n|\n$/g, "")}\n\`\`\`\n`;
}

/**
 * Tokens are taken out first: signs in an address or a name are not markup. Mentions come back last, after everything
 * that only looks like one has been made harmless.
 */
function convertWords(text: string, names: Names): string {
  const held: string[] = [];
  const open = text.replace(TOKEN, (_, inside: string) => {
    held.push(convertToken(inside, names));
    return `\0${held.length - 1}\0`;
  });
  const styled = open.replace(BOLD, "**$1**").replace(STRIKE, "~~$1~~");
  return decode(convertShortcodes(styled))
    .replace(/\0(\d+)\0/g, (_, index: string) => held[Number(index)] ?? "")
    .replace(MENTION_SIGN, "< ")
    .replace(/\0([^\0]+)\0/g, "<@$1>");
}

function convertToken(inside: string, names: Names): string {
  const [target, label] = splitOnce(inside);
  const words = label === undefined ? undefined : decode(label);
  if (target.startsWith("@")) return nameOf(target.slice(1), words, names);
  if (target.startsWith("#")) {
    return `#${names.channel(target.slice(1)) ?? "private-channel"}`;
  }
  if (target.startsWith("!")) return convertCommand(target.slice(1), words);
  return convertLink(decode(target), words);
}

function splitOnce(inside: string): [string, string | undefined] {
  const at = inside.indexOf("|");
  return at === -1 ? [inside, undefined] : [inside.slice(0, at), inside.slice(at + 1)];
}

function nameOf(slackId: string, label: string | undefined, names: Names): string {
  const person = names.person(slackId);
  if (person?.memberId) return `\0${person.memberId}\0`;
  return `@${person?.name ?? (label ?? "someone").replace(/^@/, "")}`;
}

function convertCommand(command: string, label: string | undefined): string {
  if (/^(?:channel|here|everyone)$/.test(command)) return "@channel";
  return label ?? "";
}

function convertLink(href: string, label: string | undefined): string {
  if (!URL.canParse(href) || !LINKS.has(new URL(href).protocol)) return label ?? href;
  if (label === undefined || label === "" || label === href || `mailto:${label}` === href) {
    return href.replace(/^mailto:/, "");
  }
  const address = href.replace(/[\s()<>\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `[${label.replace(/[[\]\\]/g, "\\$&")}](${address})`;
}

function decode(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
