import type { RefusedTarget } from "@/core/access/authorize";
import {
  enterByChannel,
  enterByFile,
  enterByGuest,
  enterByGuestOnRecord,
  enterByGuestRequest,
  enterByMessage,
  enterWorkspace,
} from "@/core/access/enter";
import type { Principal, SignedIn } from "@/core/access/principal";
import { findGuestOnRecord } from "@/core/audit/find-guest-on-record";
import { findGuest } from "@/core/guests/find-guest";
import { workspaceQuery } from "@/lib/inputs/workspace";
import { parseBody, parseQuery } from "./sent";

interface Entered<P extends string> {
  request: Request;
  params: Readonly<Record<P, string>>;
  /** The bytes as they came, not parsed. */
  body: Uint8Array;
}

/**
 * How a request names the workspace that it enters.
 * @throws AppError NOT_FOUND alike for what is hidden and what is missing, GUEST_LOCKED, GUEST_EXPIRED
 */
export interface Entrance<P extends string> {
  enter: (signedIn: SignedIn, entered: Entered<P>) => Promise<Principal>;
  /** Whom the request is about: a refusal that goes on record names them. */
  concerns?: (principal: Principal, params: Readonly<Record<P, string>>) => Promise<RefusedTarget>;
}

export const byWorkspace: Entrance<"slug"> = {
  enter: (signedIn, { params }) => enterWorkspace(signedIn, params.slug),
};

/** By `?workspace=`. */
export const byWorkspaceInQuery: Entrance<never> = {
  enter: (signedIn, { request }) =>
    enterWorkspace(signedIn, parseQuery(request, workspaceQuery).workspace),
};

/** By the field `workspace` of the body. */
export const byWorkspaceInBody: Entrance<never> = {
  enter: (signedIn, { body }) =>
    enterWorkspace(signedIn, parseBody(body, workspaceQuery).workspace),
};

export const byChannel: Entrance<"id"> = {
  enter: (signedIn, { params }) => enterByChannel(signedIn, params.id),
};

export const byMessage: Entrance<"id"> = {
  enter: (signedIn, { params }) => enterByMessage(signedIn, params.id),
};

export const byFile: Entrance<"id"> = {
  enter: (signedIn, { params }) => enterByFile(signedIn, params.id),
};

export const byGuest: Entrance<"guestId"> = {
  enter: (signedIn, { params }) => enterByGuest(signedIn, params.guestId),
  concerns: (principal, { guestId }) => findGuest(principal, guestId),
};

export const byGuestRequest: Entrance<"requestId"> = {
  enter: (signedIn, { params }) => enterByGuestRequest(signedIn, params.requestId),
};

/** Also a guest who was removed. */
export const byGuestOnRecord: Entrance<"guestId"> = {
  enter: (signedIn, { params }) => enterByGuestOnRecord(signedIn, params.guestId),
  concerns: (principal, { guestId }) => findGuestOnRecord(principal, guestId),
};
