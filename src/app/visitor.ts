import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { EndedAccess } from "@/lib/api-types";
import { can } from "@/core/access/policy";
import { enterWorkspace as enter } from "@/core/access/enter";
import type { Principal } from "@/core/access/principal";
import { readEndedAccess } from "@/core/access/read-ended-access";
import { readSession, type SignedInUser } from "@/core/access/read-session";
import { noteUnreachable } from "@/core/access/requests";
import { AppError, toAppError } from "@/core/errors";
import { isSetUp as readIsSetUp } from "@/core/workspaces/create-workspace";
import { listOpenWorkspaces } from "@/core/workspaces/list-workspaces";
import { readSessionToken } from "@/lib/session-cookie";
import { toSignIn } from "@/ui/gate/return-path";
import { type AdminPage, pagePath } from "@/ui/shell/admin-pages";

export interface Visitor {
  user: { id: string; name: string; email: string; image: string | null };
  principal: Principal;
  workspace: { id: string; slug: string; name: string };
  as: Principal["as"];
}

const readVisitor = cache(
  async (): Promise<SignedInUser | null> =>
    readSession((await headers()).get("cookie")).catch(throwUnreachable),
);

/** Gives a page that fails because the database is away the status 503. */
export function throwUnreachable(error: unknown): never {
  if (toAppError(error).code === "UNAVAILABLE") noteUnreachable();
  throw error;
}

/** Who is signed in on this device, or null. */
export function currentSignedIn(): Promise<SignedInUser | null> {
  return readVisitor();
}

/** Signed-in user or null. */
export async function currentUser(): Promise<Visitor["user"] | null> {
  const signedIn = await readVisitor();
  return signedIn && toUser(signedIn);
}

/**
 * The gate of every page of a workspace. It redirects to the sign-in when signed out, and to the locked screen for a
 * guest whose access has ended. For everybody else without access the page is not found.
 */
export async function enterWorkspace(slug: string, path: string): Promise<Visitor> {
  const signedIn = await readVisitor();
  // The layout asks before the page does, and only our own header tells it which page was wanted.
  const wanted = (await headers()).get("x-request-path") ?? path;
  if (!signedIn) redirect(await toSignInAgain(wanted));
  const principal = await enterOnce(signedIn, slug);
  if (principal === "locked") redirect(`/w/${encodeURIComponent(slug)}/locked`);
  if (!principal) notFound();
  return { user: toUser(signedIn), principal, workspace: principal.workspace, as: principal.as };
}

/** The sign-in page for somebody who is not, or no longer, signed in. The cookie of an ended session tells which. */
export async function toSignInAgain(path: string): Promise<string> {
  const cookie = (await headers()).get("cookie") ?? undefined;
  return toSignIn(path, { hasEnded: readSessionToken(cookie) !== null });
}

/** As `enterWorkspace`. The page is not found for somebody who may not do what it needs. */
export async function enterAdminPage(slug: string, page: AdminPage): Promise<Visitor> {
  const visitor = await enterWorkspace(slug, pagePath(slug, page));
  if (!can(visitor.principal, page.needs)) notFound();
  return visitor;
}

/** What the locked screen shows. Redirects to the workspace if the visitor is not locked out. */
export async function readLockedScreen(slug: string): Promise<EndedAccess> {
  const signedIn = await readVisitor();
  if (!signedIn) redirect(await toSignInAgain(`/w/${slug}`));
  const lock = await readEndedAccess(signedIn, slug);
  if (lock === "open") redirect(`/w/${encodeURIComponent(slug)}`);
  if (!lock) notFound();
  return lock;
}

/** The workspaces that are open to the visitor, except the one with this slug; none when signed out. */
export async function readOtherWorkspaces(slug: string | null): Promise<Visitor["workspace"][]> {
  const signedIn = await readVisitor();
  if (!signedIn) return [];
  const open = await listOpenWorkspaces(signedIn.userId);
  return open.filter((one) => one.slug !== slug).map(({ id, slug, name }) => ({ id, slug, name }));
}

export function isSetUp(): Promise<boolean> {
  return readIsSetUp().catch(throwUnreachable);
}

const enterOnce = cache(async (signedIn: SignedInUser, slug: string) => {
  try {
    return await enter(signedIn, slug);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "GUEST_LOCKED" || error.code === "GUEST_EXPIRED") return "locked";
    if (error.code === "NOT_FOUND") return null;
    throw error;
  }
});

function toUser({ userId, name, email, image }: SignedInUser): Visitor["user"] {
  return { id: userId, name, email, image };
}
