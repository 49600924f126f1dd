import { cleanName } from "../files/clean-name";

/** Signs that some file systems refuse, and the one at the beginning of a name that hides it. */
const REFUSED = /[<>:"|?*]|^\./g;

/**
 * Gives each entry of a folder a name that no other has, in small letters or capitals: "plan.txt", then "plan (2).txt".
 * @returns a function that makes a name of any text
 */
export function freeNames(): (text: string) => string {
  const taken = new Set<string>();
  return (text) => {
    const name = cleanName(text).replace(REFUSED, "_");
    const [, stem = name, ending = ""] = /^(.+?)(\.[^.]{1,12})?$/.exec(name) ?? [];
    let free = name;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${stem} (${n})${ending}`;
    taken.add(free.toLowerCase());
    return free;
  };
}
