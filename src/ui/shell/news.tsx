"use client";

import { RequestNews } from "@/ui/guest-requests/request-news";
import { InviteNews } from "@/ui/guests/invite-news";
import { useMay } from "./use-may";

export function News() {
  const invites = useMay("guest.manage");
  return (
    <>
      <RequestNews />
      {invites && <InviteNews />}
    </>
  );
}
