import type { AuditEvent } from "@/lib/api-types";

/** What was changed in the settings of a workspace, as the end of a sentence about who did it. */
export function describeWorkspaceChange(data: AuditEvent["data"]): string {
  const { to, icon, guestDirect } = data;
  const parts: string[] = [];
  if (typeof to === "string") parts.push("renamed the workspace");
  if (icon !== undefined) {
    parts.push(
      icon === null ? "took the icon of the workspace away" : "gave the workspace an icon",
    );
  }
  if (guestDirect !== undefined) {
    parts.push(`turned ${guestDirect === true ? "on" : "off"} direct conversations with guests`);
  }
  parts.push(...describeGuestSettings(data));
  return parts.join(" and ") || "changed the settings of the workspace";
}

function describeGuestSettings(data: AuditEvent["data"]): string[] {
  const { guestHistory, guestMaxDays, guestDomains, memberRequests, whenSponsorLeaves } = data;
  const parts: string[] = [];
  if (guestHistory !== undefined) {
    const read = guestHistory === "joining" ? "only from joining on" : "everything";
    parts.push(`let new guests read ${read}`);
  }
  if (guestMaxDays !== undefined) {
    parts.push(
      guestMaxDays === null
        ? "took the limit off how long guests have access"
        : `limited guest access to ${JSON.stringify(guestMaxDays)} days`,
    );
  }
  if (Array.isArray(guestDomains)) {
    parts.push(
      guestDomains.length === 0
        ? "let guests have any address"
        : `limited guests to ${guestDomains.join(", ")}`,
    );
  }
  if (memberRequests !== undefined) {
    parts.push(
      memberRequests === true ? "let members ask for guests" : "stopped members asking for guests",
    );
  }
  if (whenSponsorLeaves !== undefined) {
    const locked = whenSponsorLeaves === "lock";
    parts.push(
      `chose that the guests of a member who leaves ${locked ? "are revoked" : "stay until an admin decides"}`,
    );
  }
  return [...parts, ...describeFarewell(data)];
}

function describeFarewell({ guestTakeout, showSponsorEmail }: AuditEvent["data"]): string[] {
  const parts: string[] = [];
  if (guestTakeout !== undefined) {
    parts.push(
      guestTakeout === true
        ? "let guests take along what they wrote"
        : "stopped guests taking along what they wrote",
    );
  }
  if (showSponsorEmail !== undefined) {
    const shown = showSponsorEmail === true ? "are" : "are not";
    parts.push(
      `chose that guests whose access has ended ${shown} shown the e-mail address of who invited them`,
    );
  }
  return parts;
}
