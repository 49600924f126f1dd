/** Finds names of settings that are misspelled or repeated. */

/** Names that no person sets. */
const INTERNAL = /^(NODE_ENV|GATEHOUSE_\w+)$/;
/** Names that libraries read, or other programs that use the same file. */
const OF_OTHERS =
  /^(NODE|NEXT|NPM|PG|AWS|UV|SSL|LC|COMPOSE|POSTGRES)_|^PG[A-Z]+$|^(TZ|LANG|NO_COLOR|FORCE_COLOR)$|_PROXY$/i;
/** Lengths of names. A short name resembles another by chance; a long one does not, even with two wrong letters. */
const SHORT_CHARS = 6;
const LONG_CHARS = 14;

/**
 * Warnings about names that are probably mistakes. The environment has names of other programs too, so a name in it is
 * reported only if it is nearly the name of a setting, and that setting is not set.
 * @param names of all settings
 * @param source the environment, including what `.env` has added
 * @param inFile the names in `.env`; a repeated name is in the list as often as in the file
 * @returns sentences
 */
export function findDoubtfulNames(
  names: string[],
  source: Readonly<Record<string, string | undefined>>,
  inFile: string[],
): string[] {
  const settings = names.filter((name) => !INTERNAL.test(name));
  const isUnknown = (name: string) => !names.includes(name);
  const isSet = (name: string) => Boolean(source[name]?.trim());
  const outside = Object.keys(source).filter((name) => isUnknown(name) && !inFile.includes(name));
  return [
    ...checkRepeated(inFile),
    ...checkFile([...new Set(inFile)].filter(isUnknown), settings),
    ...checkEnvironment(
      outside.filter(isSet),
      settings.filter((name) => !isSet(name)),
    ),
  ];
}

function checkRepeated(inFile: string[]): string[] {
  const repeated = inFile.filter((name, at) => inFile.indexOf(name) !== at);
  return [...new Set(repeated)].map(
    (name) => `.env has ${name} more than once: the last one counts`,
  );
}

function checkFile(unknown: string[], settings: string[]): string[] {
  const typos = unknown.flatMap((name) => {
    return describeTypo(`.env has ${name}`, findNearest(name, settings, 2));
  });
  const strange = unknown.filter(
    (name) => !OF_OTHERS.test(name) && !findNearest(name, settings, 2),
  );
  if (strange.length === 0) return typos;
  return [...typos, `.env has names that are not settings: ${strange.join(", ")}`];
}

function checkEnvironment(unknown: string[], unset: string[]): string[] {
  return unknown
    .filter((name) => /^[A-Z]\w*$/.test(name))
    .flatMap((name) => describeTypo(`${name} is set`, findNearest(name, unset, 1)));
}

function describeTypo(what: string, meant: string | undefined): string[] {
  return meant === undefined ? [] : [`${what}, which is not a setting: perhaps ${meant} is meant`];
}

/** @param maxWrong how many letters may be wrong in a name that is neither short nor long */
function findNearest(name: string, settings: string[], maxWrong: number): string | undefined {
  const near = settings
    .map((setting) => ({ setting, wrong: countWrongLetters(name.toUpperCase(), setting) }))
    .filter(({ setting: { length }, wrong }) => {
      return wrong <= (length < SHORT_CHARS ? 1 : length < LONG_CHARS ? maxWrong : 2);
    })
    .sort((one, other) => one.wrong - other.wrong);
  return near[0]?.setting;
}

/** How many letters of two names are missing, added, different or swapped (the Damerau-Levenshtein distance). */
function countWrongLetters(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Infinity;
  const table = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => table[row]?.[column] ?? Infinity;
  for (let row = 1; row <= one.length; row++) {
    table[row] = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      table[row]?.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(row - 2, column - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(one.length, other.length);
}
