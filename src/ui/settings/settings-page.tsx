import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { NotificationSettings } from "@/lib/api-types";
import { hueOf, NOBODY_ELSE } from "@/ui/people/avatar-hues";
import { Avatar } from "@/ui/primitives/avatar";
import { Button } from "@/ui/primitives/button";
import { AppearanceSection } from "./appearance-section";
import { DevicesSection } from "./devices-section";
import { EndedAccess } from "./ended-access";
import { NameSection } from "./name-section";
import { NotificationsSection } from "./notifications-section";
import { PasswordSection } from "./password-section";
import { PictureSection } from "./picture/picture-section";
import type { OwnWorkspace } from "./use-ended-access";

interface SettingsPageProps {
  user: { id: string; name: string; email: string; image: string | null };
  notifications: NotificationSettings;
  /** The workspaces that the user is in. */
  workspaces: readonly OwnWorkspace[];
}

/** The settings of the user, which are the same in every workspace. */
export function SettingsPage({ user, notifications, workspaces }: SettingsPageProps) {
  const face = { id: user.id, name: user.name, image: user.image && ownPictureAddress(user.image) };
  return (
    <div className="mx-auto min-h-dvh w-full max-w-160 px-4 pt-[max(1rem,env(safe-area-inset-top))] pb-16 sm:px-6">
      <EndedAccess userId={user.id} workspaces={workspaces} />
      <main>
        <Button asChild variant="ghost" className="-ml-3">
          <Link href="/">
            <ArrowLeft aria-hidden />
            Back
          </Link>
        </Button>
        <div className="mt-6 mb-8 flex items-center gap-4">
          <Avatar {...face} hue={hueOf(NOBODY_ELSE, face)} size="huge" />
          <div className="min-w-0">
            <h1 className="font-semibold text-display">Settings</h1>
            <p className="truncate text-ink-soft">{user.email}</p>
          </div>
        </div>
        <NameSection name={user.name} />
        <PictureSection face={face} />
        <AppearanceSection />
        <NotificationsSection settings={notifications} />
        <PasswordSection email={user.email} />
        <DevicesSection />
      </main>
    </div>
  );
}

/**
 * The URL of the user's own picture, outside of any workspace. The id is in it only so that the browser loads a changed
 * picture again.
 */
function ownPictureAddress(id: string): string {
  return `/api/me/picture?id=${encodeURIComponent(id)}`;
}
