CREATE TABLE "access_change" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "access_change_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "invite_use" (
	"invite_id" text NOT NULL,
	"user_id" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invite_use_invite_id_user_id_pk" PRIMARY KEY("invite_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "invite" ADD COLUMN "mailed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "access_change" ADD CONSTRAINT "access_change_workspace_id_organization_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_change" ADD CONSTRAINT "access_change_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite_use" ADD CONSTRAINT "invite_use_invite_id_invite_id_fk" FOREIGN KEY ("invite_id") REFERENCES "public"."invite"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite_use" ADD CONSTRAINT "invite_use_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invite_use_user_idx" ON "invite_use" USING btree ("user_id");--> statement-breakpoint
INSERT INTO "access_change" ("workspace_id", "user_id", "at")
SELECT c.workspace_id, u.id, max(c.at) FROM (
	SELECT e.workspace_id, e.data ->> 'userId' AS user_id, e.at FROM "audit_event" e
	WHERE e.action IN ('guest.removed', 'member.removed')
	UNION ALL
	SELECT e.workspace_id, g.user_id, e.at FROM "audit_event" e JOIN "guest" g ON g.id = e.target_id
	WHERE e.action IN ('guest.locked', 'guest.unlocked') OR (e.action = 'guest.changed'
		AND (e.data -> 'expiresAt' IS NOT NULL OR e.data -> 'channelsAdded' IS NOT NULL))
) c JOIN "user" u ON u.id = c.user_id GROUP BY c.workspace_id, u.id;--> statement-breakpoint
INSERT INTO "invite_use" ("invite_id", "user_id", "at")
SELECT i.id, u.id, min(e.at) FROM "audit_event" e
JOIN "invite" i ON i.id = e.data ->> 'inviteId' JOIN "user" u ON u.id = e.actor_id
WHERE e.action IN ('guest.joined', 'member.joined') GROUP BY i.id, u.id;
