import { FairTurns, type Terms } from "@/core/turns/fair-turns";
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
    ? { work: Math.max(2, databasePool - 11), file: 3, page: 2, search: 3 }
    : { work: 4, file: 2, page: 1, search: 1 };
}

function createLanes(): Lanes {
  const { work, file, page, search } = sizes();
  const limits = env().rateLimits ? { waiting: WAITING, unread: UNREAD } : {};
  const create = (atOnce: number, each: number, more: Partial<Terms> = {}) =>
    new FairTurns({ atOnce, each, ...limits, ...more });
  // Whoever sends gives their turn up while they wait for others to send with: many begin where few run.
  const many = { atATime: 8 };
  const patient = { patienceMs: PATIENT_MS };
  return {
    quick: create(16, 8),
    watch: create(4, 4),
    work: create(work, Math.ceil(work / 3), many),
    file: create(file, file - 1, patient),
    page: create(page, 1, patient),
    search: create(search, 1),
    password: create(2, 1),
    urgent: create(3, 2),
    ending: create(2, 1),
  };
}
