ALTER TABLE "timelock_settings" ADD COLUMN "place" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "timelock_settings" DROP CONSTRAINT "timelock_settings_chain_id_timelock_block_number_log_index_pk";--> statement-breakpoint
ALTER TABLE "timelock_settings" ADD CONSTRAINT "timelock_settings_pk" PRIMARY KEY("chain_id","timelock","block_number","log_index","place");
