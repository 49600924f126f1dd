import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentUser } from "@/app/visitor";
import { readNotifications } from "@/core/notifications/notification-settings";
import { toSignIn } from "@/ui/gate/return-path";
import { SettingsPage } from "@/ui/settings/settings-page";

export const metadata: Metadata = { title: "Settings" };

export default async function Page() {
  const user = await currentUser();
  if (!user) redirect(toSignIn("/settings"));
  const notifications = await readNotifications({ userId: user.id });
  return <SettingsPage user={user} notifications={notifications} />;
}
