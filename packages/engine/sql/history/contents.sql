-- The texts of some migrations as they were applied: content is null where the file was too large to be kept.
select name, content
from plumbline.history
where name in (select json_array_elements_text($names))
