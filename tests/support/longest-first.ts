import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The files that take longest. Those that are not known are begun by their size, and the longest of all, which is
 * short, would come near the end: then it runs alone, and half of the machine is idle.
 */
const LONGEST = [
  "cluster/model",
  "e2e/admin",
  "e2e/doors",
  "e2e/direct",
  "e2e/axe",
  "ops/admin",
  "ops/folder",
  "http/flood",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.includes(`/tests/${name}.`));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
