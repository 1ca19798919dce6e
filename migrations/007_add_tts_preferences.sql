-- Answers may be read aloud, in a voice of the person's choice.
ALTER TABLE user_preferences ADD COLUMN tts_enabled boolean DEFAULT false;
ALTER TABLE user_preferences ADD COLUMN tts_voice_id varchar(255);

-- The identifier belongs to the speech service; the application passes it on unread.
COMMENT ON COLUMN user_preferences.tts_voice_id IS 'Voice by the speech service''s own identifier; empty means its default.';
