ALTER TABLE "reminder" DROP CONSTRAINT "reminder_guest_id_recipient_expires_at_days_before_pk";--> statement-breakpoint
ALTER TABLE "reminder" ADD COLUMN "channel_id" text;--> statement-breakpoint
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_once" UNIQUE NULLS NOT DISTINCT("guest_id","recipient","expires_at","days_before","channel_id");