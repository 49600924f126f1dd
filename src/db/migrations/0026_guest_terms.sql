CREATE TABLE "guest_request" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"channel_ids" jsonb NOT NULL,
	"reason" text,
	"access_hours" integer,
	"status" text DEFAULT 'open' NOT NULL,
	"asked_by" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"decline_reason" text,
	"invite_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reminder" (
	"guest_id" text NOT NULL,
	"recipient" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"days_before" integer NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reminder_guest_id_recipient_expires_at_days_before_pk" PRIMARY KEY("guest_id","recipient","expires_at","days_before")
);
--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "guest_history" text DEFAULT 'all' NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "guest_max_days" integer;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "guest_domains" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "member_requests" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "when_sponsor_leaves" text DEFAULT 'ask' NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_member" ADD COLUMN "history_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "channel_member" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "guest" ADD COLUMN "sponsor_id" text;--> statement-breakpoint
ALTER TABLE "invite" ADD COLUMN "domains" jsonb;--> statement-breakpoint
ALTER TABLE "invite" ADD COLUMN "sponsor_id" text;--> statement-breakpoint
ALTER TABLE "invite_channel" ADD COLUMN "history" text DEFAULT 'all' NOT NULL;--> statement-breakpoint
ALTER TABLE "invite_channel" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "guest_request" ADD CONSTRAINT "guest_request_workspace_id_organization_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_request" ADD CONSTRAINT "guest_request_asked_by_user_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_request" ADD CONSTRAINT "guest_request_decided_by_user_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_request" ADD CONSTRAINT "guest_request_invite_id_invite_id_fk" FOREIGN KEY ("invite_id") REFERENCES "public"."invite"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_guest_id_guest_id_fk" FOREIGN KEY ("guest_id") REFERENCES "public"."guest"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "guest_request_workspace_idx" ON "guest_request" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "guest_request_asked_by_idx" ON "guest_request" USING btree ("asked_by");--> statement-breakpoint
ALTER TABLE "guest" ADD CONSTRAINT "guest_sponsor_id_user_id_fk" FOREIGN KEY ("sponsor_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite" ADD CONSTRAINT "invite_sponsor_id_user_id_fk" FOREIGN KEY ("sponsor_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channel_member_expires_idx" ON "channel_member" USING btree ("expires_at") WHERE "channel_member"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "guest_sponsor_idx" ON "guest" USING btree ("sponsor_id");--> statement-breakpoint
-- Who invited a guest answers for them, if they are still a member; otherwise an admin has to name somebody.
UPDATE "guest" g SET "sponsor_id" = g."invited_by" WHERE EXISTS (
  SELECT 1 FROM "member" m WHERE m."organization_id" = g."workspace_id" AND m."user_id" = g."invited_by");
