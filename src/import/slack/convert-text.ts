import { convertShortcodes } from "./convert-shortcodes";

/** The people and channels behind Slack's ids. */
export interface Names {
  /** A person of the export, with `memberId` if they are a member of the workspace. */
  person(slackId: string): { name: string; memberId: string | null } | undefined;
  /** A public channel's name. A link must not reveal the name of a private one. */
  channel(slackId: string): string | undefined;
  /** What lines of the export call a group, or a person whom it does not list. */
  label?(slackId: string): string | undefined;
}

const CODE = /```[\s\S]*?```|`[^`\n]+`/g;
const TOKEN = /<([^<>\n]+)>/g;
/** The sign is at the edge of a word and within a line. A doubled sign is not Slack's markup. */
const BOLD = /(?<![\p{L}\p{N}*])\*(?![\s*])([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])/gu;
const STRIKE = /(?<![\p{L}\p{N}~])~(?![\s~])([^~\n]*[^~\s])~(?![\p{L}\p{N}~])/gu;
/** Text that would mention somebody in one of our messages. */
const MENTION_SIGN = /<(?=@[A-Za-z0-9_-]{1,64}>|!(?:channel|here)>)/g;
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const LINKS = new Set(["http:", "https:", "mailto:"]);
/** Slack makes links also in code, where nobody typed one. */
const LINK_IN_CODE = /<(?:mailto:)?((?:(?:https?|tel):)?[^<>\n|]+)(?:\|([^<>\n]*))?>/g;
/** The start of a quote that goes on to the end of the text. */
const LONG_QUOTE = /^&gt;&gt;&gt;[^\S\n]*\n?((?:(?!```)[\s\S])*)$/m;
/** What would be a heading in Markdown. Slack has none. */
const HEADING = /^( {0,3})(?=#{1,6}(?:\s|$))/gm;

/** A line of Slack's markup as Markdown. It mentions only members, by id. */
export function convertText(slackText: string, names: Names): string {
  const text = clean(slackText).replace(LONG_QUOTE, quoteToTheEnd);
  let done = "";
  let end = 0;
  for (const code of text.matchAll(CODE)) {
    done += convertWords(text.slice(end, code.index), names) + convertCode(code[0]);
    end = code.index + code[0].length;
  }
  return (done + convertWords(text.slice(end), names)).trim();
}

export const clean = (text: string) => text.replaceAll("\0", "").toWellFormed();

const quoteToTheEnd = (_: string, rest: string) => rest.replace(/^/gm, "&gt; ");

/** In Slack a code block may begin in the middle of a line, in Markdown it may not. */
function convertCode(code: string): string {
  const text = decode(code.replace(LINK_IN_CODE, readLinkInCode));
  if (!text.startsWith("```") || !text.includes("\n")) return text;
  return `\n\`\`\`\n${text.slice(3, -3).replace(/^\n|\n$/g, "")}\n\`\`\`\n`;
}

function readLinkInCode(whole: string, address: string, label: string | undefined): string {
  return /^<(?:https?|mailto|tel):/.test(whole) ? (label ?? address) : whole;
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
  const words = decode(convertShortcodes(styled)).replace(HEADING, "$1\\");
  return putMentions(words.replace(/\0(\d+)\0/g, (_, index: string) => held[Number(index)] ?? ""));
}

/** Makes harmless what only looks like a mention, then makes mentions of those that `mentionOf` has marked. */
export function putMentions(text: string): string {
  return text.replace(MENTION_SIGN, "< ").replace(/\0([^\0]+)\0/g, "<@$1>");
}

function convertToken(inside: string, names: Names): string {
  const [target, label] = splitOnce(inside);
  const words = label === undefined ? undefined : decode(label);
  if (target.startsWith("@")) return mentionOf(target.slice(1), words, names);
  if (target.startsWith("#")) return channelOf(target.slice(1), names);
  if (target.startsWith("!")) return convertCommand(target.slice(1), words, names);
  return convertLink(decode(target), words);
}

function splitOnce(inside: string): [string, string | undefined] {
  const at = inside.indexOf("|");
  return at === -1 ? [inside, undefined] : [inside.slice(0, at), inside.slice(at + 1)];
}

/** A mention, marked for `putMentions`, of a member; the name of anybody else. */
export function mentionOf(slackId: string, label: string | undefined, names: Names): string {
  const person = names.person(slackId);
  if (person?.memberId) return `\0${person.memberId}\0`;
  return at(person?.name ?? label ?? names.label?.(slackId) ?? "someone");
}

export const groupOf = (slackId: string, label: string | undefined, names: Names) =>
  at(label ?? names.label?.(slackId) ?? "group");

export const channelOf = (slackId: string, names: Names) =>
  `#${names.channel(slackId) ?? "private-channel"}`;

const at = (name: string) => `@${name.replace(/^@/, "")}`;

function convertCommand(command: string, label: string | undefined, names: Names): string {
  if (command === "here") return "@here";
  if (/^(?:channel|everyone)$/.test(command)) return "@channel";
  const [kind, value = ""] = command.split("^");
  if (kind === "subteam") return groupOf(value, label, names);
  if (kind === "date") return label ?? writeTime(value);
  return label ?? command;
}

/** A time in seconds, as people of all time zones read it. */
export function writeTime(seconds: string): string {
  const time = new Date(Number(seconds) * 1000);
  if (Number.isNaN(time.getTime())) return seconds;
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

export function convertLink(address: string, label: string | undefined): string {
  // Some exports escape the slashes of addresses twice.
  const href = address.replaceAll("\\/", "/");
  if (!URL.canParse(href) || !LINKS.has(new URL(href).protocol)) return nameTarget(href, label);
  if (label === undefined || label === "" || label === href || `mailto:${label}` === href) {
    return href.replace(/^mailto:/, "");
  }
  const target = href.replace(/[\s()<>\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `[${label.replace(/[[\]\\]/g, "\\$&")}](${target})`;
}

/** What is no link here. A telephone number is worth reading, other addresses are for programs. */
function nameTarget(href: string, label: string | undefined): string {
  const number = /^tel:(.+)$/.exec(href)?.[1];
  if (number === undefined || label === undefined) return label ?? number ?? href;
  const digits = (text: string) => text.replace(/\D/g, "");
  return digits(label) === digits(number) ? label : `${label} (${number})`;
}

export function decode(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
