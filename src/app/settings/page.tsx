import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentUser, toSignInAgain } from "@/app/visitor";
import { readNotifications } from "@/core/notifications/notification-settings";
import { listOpenWorkspaces } from "@/core/workspaces/list-workspaces";
import { SettingsPage } from "@/ui/settings/settings-page";

export const metadata: Metadata = { title: "Settings" };

export default async function Page() {
  const user = await currentUser();
  if (!user) redirect(await toSignInAgain("/settings"));
  const [notifications, workspaces] = await Promise.all([
    readNotifications({ userId: user.id }),
    listOpenWorkspaces(user.id),
  ]);
  const own = workspaces.map(({ id, slug, name, as }) => ({ id, slug, name, as }));
  return <SettingsPage user={user} notifications={notifications} workspaces={own} />;
}
