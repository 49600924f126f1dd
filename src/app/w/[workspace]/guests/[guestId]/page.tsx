import type { Metadata } from "next";
import { cookies } from "next/headers";
import { enterGuestPage } from "@/app/guest-visitor";
import { reportGuest } from "@/core/guests/report-guest";
import { GuestReportPage } from "@/ui/guests/report/guest-report-page";
import { parseZone, ZONE_COOKIE } from "@/ui/shell/clock";

export const metadata: Metadata = { title: "Access report" };

interface Props {
  params: Promise<{ workspace: string; guestId: string }>;
}

/** Outside of the workspace's frame: it is made to be printed and kept. */
export default async function Page({ params }: Props) {
  const { workspace: slug, guestId } = await params;
  const { principal, workspace } = await enterGuestPage(slug, guestId, `guests/${guestId}`);
  const report = await reportGuest(principal, guestId);
  const zone = parseZone((await cookies()).get(ZONE_COOKIE)?.value) ?? "UTC";
  return (
    <GuestReportPage
      workspace={workspace}
      report={report}
      at={new Date().toISOString()}
      zone={zone}
    />
  );
}
