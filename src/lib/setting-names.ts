/** Names of settings as people write them, held against those that there are. */

/** Nobody sets these by hand. */
const INTERNAL = /^(NODE_ENV|GATEHOUSE_\w+)$/;
/** What libraries read, and programs that are given the same file. */
const OF_OTHERS =
  /^(NODE|NEXT|NPM|PG|AWS|UV|SSL|LC|COMPOSE|POSTGRES)_|^PG[A-Z]+$|^(TZ|LANG|NO_COLOR|FORCE_COLOR)$|_PROXY$/i;
/** Lengths of names: a short one is like others by accident, a long one is not, even with two letters wrong. */
const SHORT = 6;
const LONG = 14;

/**
 * What to say of names that are probably not meant. Of the environment, where others set theirs too, only those that are
 * all but the name of a setting which is not set.
 * @param names those of all settings
 * @param source the environment, with what `.env` has added
 * @param inFile the names in `.env`, as often as they are in it
 * @returns sentences
 */
export function doubtNames(
  names: string[],
  source: Readonly<Record<string, string | undefined>>,
  inFile: string[],
): string[] {
  const settings = names.filter((name) => !INTERNAL.test(name));
  const isUnknown = (name: string) => !names.includes(name);
  const isSet = (name: string) => Boolean(source[name]?.trim());
  const outside = Object.keys(source).filter((name) => isUnknown(name) && !inFile.includes(name));
  return [
    ...doubtRepeated(inFile),
    ...doubtFile([...new Set(inFile)].filter(isUnknown), settings),
    ...doubtEnvironment(
      outside.filter(isSet),
      settings.filter((name) => !isSet(name)),
    ),
  ];
}

function doubtRepeated(inFile: string[]): string[] {
  const repeated = inFile.filter((name, at) => inFile.indexOf(name) !== at);
  return [...new Set(repeated)].map(
    (name) => `.env has ${name} more than once: the last one counts`,
  );
}

function doubtFile(unknown: string[], settings: string[]): string[] {
  const typos = unknown.flatMap((name) => {
    return describeTypo(`.env has ${name}`, findNearest(name, settings, 2));
  });
  const strange = unknown.filter(
    (name) => !OF_OTHERS.test(name) && !findNearest(name, settings, 2),
  );
  if (strange.length === 0) return typos;
  return [...typos, `.env has names that are no settings: ${strange.join(", ")}`];
}

function doubtEnvironment(unknown: string[], unset: string[]): string[] {
  return unknown
    .filter((name) => /^[A-Z]\w*$/.test(name))
    .flatMap((name) => describeTypo(`${name} is set`, findNearest(name, unset, 1)));
}

function describeTypo(what: string, meant: string | undefined): string[] {
  return meant === undefined ? [] : [`${what}, which is no setting: ${meant} is perhaps meant`];
}

/** @param most letters that may be wrong in a name that is neither short nor long */
function findNearest(name: string, settings: string[], most: number): string | undefined {
  const near = settings
    .map((setting) => ({ setting, wrong: countWrongLetters(name.toUpperCase(), setting) }))
    .filter(({ setting: { length }, wrong }) => {
      return wrong <= (length < SHORT ? 1 : length < LONG ? most : 2);
    })
    .sort((one, other) => one.wrong - other.wrong);
  return near[0]?.setting;
}

/** Letters that are missing, too many, others or in the wrong order, between two names. */
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
