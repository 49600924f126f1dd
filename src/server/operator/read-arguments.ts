import { parseArgs } from "node:util";
import { type Command, commandInput } from "./commands";
import type { VerifyWish } from "./verify";

export const HELP = `npm run admin -- COMMAND [--json]

  users                                   everybody with an account, and what they are where
  guests [--workspace SLUG]               the guests of a workspace, or of all
  revoke GUEST [--reason TEXT]            cuts a guest off and says what it came to
  restore GUEST                           restores the access of a guest
  reset-password EMAIL                    prints a link by which they set a new password once
  make-owner EMAIL --workspace SLUG       makes a member an owner
  drill                                   rehearses a revocation with a made-up guest
  origins                                 the origins whose requests were refused
  verify FILE [--key BASE64] [--whole]    verifies the export of a record or a guest's proof, without a server;
                                          --whole: it fails if lines are missing

GUEST is a guest's id or e-mail address. --json prints one JSON document. The exit code is 0 only when it is done.`;

/** What was typed is no command. The message says what is. */
export class UsageError extends Error {}

export interface CommandLine {
  /** What a server or the database is asked for; null when it is something else. */
  command: Command | null;
  /** The file to verify, which needs neither. Without it and without a command, help was asked for. */
  verify?: VerifyWish;
  json: boolean;
}

type Options = Record<string, string | boolean | undefined>;

/** The one argument that each command takes, and its options. */
const SHAPES = {
  users: { options: [] },
  guests: { options: ["workspace"] },
  revoke: { word: "guest", what: "GUEST", options: ["reason"] },
  restore: { word: "guest", what: "GUEST", options: [] },
  "reset-password": { word: "email", what: "EMAIL", options: [] },
  "make-owner": { word: "email", what: "EMAIL", options: ["workspace"] },
  drill: { options: [] },
  origins: { options: [] },
} as const satisfies Record<Command["name"], { word?: string; what?: string; options: string[] }>;

interface Shape {
  word?: string;
  what?: string;
  options: readonly string[];
}

/** @throws UsageError */
export function readArguments(args: string[]): CommandLine {
  const { values, positionals } = parse(args);
  const { json = false, help = false, ...options } = values;
  const [name, ...words] = positionals;
  if (help || name === "help") return { command: null, json };
  if (name === undefined) throw new UsageError(`Name a command.\n\n${HELP}`);
  if (name === "verify") return { command: null, verify: toWish(words, options), json };
  if (!isCommand(name)) {
    const known = [...Object.keys(SHAPES), "verify"].join(", ");
    throw new UsageError(`There is no command "${name}". There are: ${known}.`);
  }
  return { command: toCommand(name, SHAPES[name], words, options), json };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        workspace: { type: "string" },
        reason: { type: "string" },
        key: { type: "string" },
        whole: { type: "boolean" },
      },
    });
  } catch (error) {
    const why = error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
    throw new UsageError(`${why}. See: npm run admin -- --help`);
  }
}

function toWish([file, ...more]: string[], { key, whole = false, ...others }: Options): VerifyWish {
  const [stray] = Object.keys(others);
  if (stray !== undefined) throw new UsageError(`"verify" takes no --${stray}.`);
  if (more.length > 0) throw new UsageError(`"verify" takes no "${more[0]}".`);
  if (file === undefined) throw new UsageError('"verify" needs FILE.');
  return { file, key: key as string | undefined, whole: whole === true };
}

function isCommand(name: string): name is Command["name"] {
  return Object.hasOwn(SHAPES, name);
}

function toCommand(
  name: Command["name"],
  { word, what, options: taken }: Shape,
  words: string[],
  options: Options,
): Command {
  const stray = Object.keys(options).find((option) => !taken.includes(option));
  if (stray !== undefined) throw new UsageError(`"${name}" takes no --${stray}.`);
  const wanted = word === undefined ? 0 : 1;
  if (words.length > wanted) throw new UsageError(`"${name}" takes no "${words[wanted]}".`);
  if (words.length < wanted) throw new UsageError(`"${name}" needs ${what}.`);
  const parsed = commandInput.safeParse({ name, ...(word && { [word]: words[0] }), ...options });
  if (parsed.success) return parsed.data;
  const [field = ""] = parsed.error.issues[0]?.path ?? [];
  if (field === "workspace" && options.workspace === undefined) {
    throw new UsageError(`"${name}" needs --workspace SLUG.`);
  }
  throw new UsageError(`${String(field) === word ? what : `--${String(field)}`} cannot be that.`);
}
