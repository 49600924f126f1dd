import { FairTurns } from "@/core/turns/fair-turns";
import { env } from "@/lib/env";
import type { Lane } from "./what-it-costs";

/** How many requests of one person may wait, and how many of their answers may be unread, while limits are on. */
const WAITING = 200;
const UNREAD = 40;
/** A page or picture that comes late is better than one that is missing until somebody asks again. */
const PATIENT_MS = 30_000;

type Lanes = Record<Lane, FairTurns>;

let lanes: Lanes | undefined;

/** The turns of this process. */
export function lane(name: Lane): FairTurns {
  lanes ??= createLanes();
  return lanes[name];
}

/** How many run at once. It follows from what the database runs at once, so that requests do not also wait there. */
function sizes() {
  const { databaseUrl, databasePool } = env();
  // The embedded database runs one statement after the other, on the same thread as everything else.
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
