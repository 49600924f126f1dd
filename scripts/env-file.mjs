import { readFileSync } from "node:fs";

/** A settings file cannot be read, or a line of it could mean two things. The message names the line. */
export class EnvFileError extends Error {}

/**
 * Reads a settings file with one `NAME=value` per line. A value is taken literally, a `$` too; the only escape sequence
 * is `\n` in double quotes. A line that could mean two things is refused, because nobody would soon notice a password
 * that was cut in half.
 * @returns the settings as `[name, value]`, in the order of the file; none when there is no file
 * @throws EnvFileError
 */
export function readEnvFile(path) {
  const lines = readText(path).split(/\r\n|\n|\r/);
  return lines.flatMap((line, index) => readLine(line, `${path}, line ${index + 1}`));
}

function readText(path) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error.code === "ENOENT") return "";
    if (error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      throw new EnvFileError(`${path} is not UTF-8 text: save it as UTF-8`);
    }
    throw new EnvFileError(`${path} cannot be read: ${error.message}`);
  }
}

function readLine(line, where) {
  const text = line.trim();
  if (text === "" || text.startsWith("#")) return [];
  const refuse = (why) => {
    throw new EnvFileError(`${where} ${why}`);
  };
  const [, name, rest] = /^(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/s.exec(text) ?? [];
  if (name === undefined) return refuse("is not NAME=value");
  // The message must not quote the value: it may be part of a secret.
  if (/\p{Cc}/u.test(rest.replaceAll("\t", ""))) return refuse("has control characters in it");
  const value = rest.trim();
  return [[name, /^["'`]/.test(value) ? readQuoted(value, refuse) : readBare(rest, refuse)]];
}

/**
 * The value is the text between the quotes. In double quotes, `\n` means a new line; there is no other escape sequence.
 */
function readQuoted(value, refuse) {
  const quote = value[0];
  const end = value.indexOf(quote, 1);
  if (end === -1) return refuse(`has a ${quote} that is not closed on the same line`);
  const after = value.slice(end + 1);
  if (!/^(\s+#.*|\s*)$/.test(after)) {
    return refuse(`has something after the closing ${quote}: put the whole value in other quotes`);
  }
  const inner = value.slice(1, end);
  return quote === '"' ? inner.replaceAll("\\n", "\n") : inner;
}

/** The value ends before a `#` that follows a space. A `#` inside a word, as in a password, belongs to the value. */
function readBare(rest, refuse) {
  if (/^[“”„‘’«»]/.test(rest.trim())) return refuse("has typographic quotes: use plain ones");
  if (rest.startsWith("#")) return refuse("has a value that begins with #: put it in quotes");
  return rest.replace(/\s#.*$/, "").trim();
}
