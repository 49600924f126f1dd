import { FairTurns } from "@/core/turns/fair-turns";
import { env } from "@/lib/env";
import type { Lane } from "./what-it-costs";

/** Wishes of one person that wait, and answers of theirs that are on their way out, as long as limits are on. */
const WAITING = 200;
const UNREAD = 40;
/** A page or a picture that comes late is better than one that is missing until somebody asks once more. */
const PATIENT_MS = 30_000;

type Lanes = Record<Lane, FairTurns>;

let lanes: Lanes | undefined;

/** The turns of this process. */
export function lane(name: Lane): FairTurns {
  lanes ??= createLanes();
  return lanes[name];
}

/** How many at once. It follows from what the database does at once: requests do not wait there too. */
function sizes() {
  const { databaseUrl, databasePool } = env();
  // The embedded database does one statement after the other, on the thread of everything else.
  return databaseUrl
    ? { work: Math.max(2, databasePool - 9), file: 3, page: 2, search: 3 }
    : { work: 4, file: 2, page: 1, search: 1 };
}

function createLanes(): Lanes {
  const { work, file, page, search } = sizes();
  const limits = env().rateLimits ? { waiting: WAITING, unread: UNREAD } : {};
  const create = (atOnce: number, each: number, patienceMs?: number) =>
    new FairTurns({ atOnce, each, ...limits, ...(patienceMs && { patienceMs }) });
  return {
    quick: create(16, 8),
    watch: create(4, 4),
    work: create(work, Math.ceil(work / 3)),
    file: create(file, file - 1, PATIENT_MS),
    page: create(page, 1, PATIENT_MS),
    search: create(search, 1),
    password: create(2, 1),
    urgent: create(3, 2),
    ending: create(2, 1),
  };
}
