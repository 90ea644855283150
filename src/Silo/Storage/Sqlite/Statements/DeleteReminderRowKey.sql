-- Orleans wants one row in any case, so RETURNING would not do.
DELETE FROM reminder
 WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName AND version = @Version;
SELECT changes() > 0
