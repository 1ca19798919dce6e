;; Finds plain statements, sixteen characters at a time.
;;
;; It understands what nearly every statement is made of: white space, comments, parentheses, '...' and E'...' strings,
;; "..." names, $tag$...$tag$ bodies. It stops before a statement that holds anything else, and after one whose first
;; words may mean more than they seem (CREATE FUNCTION, COPY, SET ...), and leaves the rest to boundary-walk.ts, whose
;; results it must equal: kernel-walk.test.ts compares the two.
;;
;; Memory, in bytes
;;        0  the UTF-16 units of a chunk of the script, 65536 at most
;;   131136  the same, one byte each; whatever is beyond U+00FE is 0xFF, which like all above 0x7F is part of a word
;;   196800  one bit for each byte: whether it can begin or end anything
;;   205824  the statements found: start, end, end with its `;`, flags; offsets into the script
(module
  (memory (export "memory") 5)

  ;; How the last run ended.
  ;; 0 at the end of the chunk, 1 with the table full, 2 after a statement to look at, 3 before one to read otherwise.
  (global $reason (export "reason") (mut i32) (i32.const 0))
  ;; Where the statement that was not read begins, its leading white space and comments included.
  (global $rest (export "rest") (mut i32) (i32.const 0))
  ;; Where the last dollar quote of the statement to look at begins; -1 when it has none.
  (global $dollar (export "dollar") (mut i32) (i32.const -1))

  ;; Makes bytes of $length units, and marks them. Returns 0 when there may be a NUL among them.
  (func (export "load") (param $length i32) (result i32)
    (local $at i32) (local $bytes v128) (local $next v128) (local $least v128)
    (local.set $least (i8x16.splat (i32.const 255)))
    (loop $block
      (local.set $bytes
        (i8x16.narrow_i16x8_u
          (i16x8.min_u (v128.load (i32.shl (local.get $at) (i32.const 1))) (i16x8.splat (i32.const 255)))
          (i16x8.min_u (v128.load offset=16 (i32.shl (local.get $at) (i32.const 1))) (i16x8.splat (i32.const 255)))))
      (local.set $least (i8x16.min_u (local.get $least) (local.get $bytes)))
      (v128.store offset=131136 (local.get $at) (local.get $bytes))
      (br_if $block (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $length))))
    ;; What is read beyond the end is white space.
    (v128.store offset=131136 (local.get $length) (i8x16.splat (i32.const 32)))
    (v128.store offset=131152 (local.get $length) (i8x16.splat (i32.const 32)))
    (local.set $at (i32.const 0))
    (loop $block
      (local.set $bytes (v128.load offset=131136 (local.get $at)))
      (local.set $next (v128.load offset=131137 (local.get $at)))
      (i32.store16 offset=196800 (i32.shr_u (local.get $at) (i32.const 3))
        (i8x16.bitmask
          (v128.or
            (v128.or
              (v128.or
                (v128.or
                  (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x3b)))   ;; ;
                  (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x27))))  ;; '
                (v128.or
                  (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x22)))   ;; "
                  (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x24))))) ;; $
              (v128.or
                (i8x16.eq                                                        ;; ( and )
                  (v128.and (local.get $bytes) (i8x16.splat (i32.const 0xfe)))
                  (i8x16.splat (i32.const 0x28)))
                (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x5c)))))   ;; \
            (v128.or
              (v128.and                                                          ;; --
                (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x2d)))
                (i8x16.eq (local.get $next) (i8x16.splat (i32.const 0x2d))))
              (v128.and                                                          ;; /*
                (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x2f)))
                (i8x16.eq (local.get $next) (i8x16.splat (i32.const 0x2a))))))))
      (br_if $block (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $length))))
    ;; The last word of the marks may reach beyond the end.
    (i64.store offset=196800 (i32.shr_u (local.get $at) (i32.const 3)) (i64.const 0))
    (i8x16.all_true (local.get $least)))

  (func $isSpace (param $byte i32) (result i32)
    (i32.or
      (i32.eq (local.get $byte) (i32.const 32))
      (i32.lt_u (i32.sub (local.get $byte) (i32.const 9)) (i32.const 5))))

  (func $isWord (param $byte i32) (result i32)
    (i32.or
      (i32.or
        (i32.lt_u (i32.sub (i32.or (local.get $byte) (i32.const 32)) (i32.const 97)) (i32.const 26))
        (i32.lt_u (i32.sub (local.get $byte) (i32.const 48)) (i32.const 10)))
      (i32.or
        (i32.or (i32.eq (local.get $byte) (i32.const 95)) (i32.eq (local.get $byte) (i32.const 36)))
        (i32.ge_u (local.get $byte) (i32.const 128)))))

  ;; The line end from $at on, or a place at or after $limit.
  (func $lineEnd (param $at i32) (param $limit i32) (result i32)
    (local $bytes v128) (local $mask i32)
    (loop $block
      (if (i32.ge_u (local.get $at) (local.get $limit)) (then (return (local.get $limit))))
      (local.set $bytes (v128.load (local.get $at)))
      (local.set $mask
        (i8x16.bitmask
          (v128.or
            (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 10)))
            (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 13))))))
      (if (local.get $mask) (then (return (i32.add (local.get $at) (i32.ctz (local.get $mask))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $block))
    (unreachable))

  ;; The end of the comment whose contents begin at $at, or $limit. Comments nest.
  (func $commentEnd (param $at i32) (param $limit i32) (result i32)
    (local $depth i32) (local $pair i32)
    (local.set $depth (i32.const 1))
    (loop $next
      (if (i32.ge_u (local.get $at) (local.get $limit)) (then (return (local.get $limit))))
      ;; Without a star in sixteen bytes, no mark is complete within the first fifteen.
      (if (i32.eqz (v128.any_true (i8x16.eq (v128.load (local.get $at)) (i8x16.splat (i32.const 0x2a)))))
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 15)))
          (br $next)))
      (local.set $pair (i32.load16_u (local.get $at)))
      (if (i32.eq (local.get $pair) (i32.const 0x2f2a)) ;; */
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 2)))
          (if (i32.eqz (local.tee $depth (i32.sub (local.get $depth) (i32.const 1)))) (then (return (local.get $at))))
          (br $next)))
      (if (i32.eq (local.get $pair) (i32.const 0x2a2f)) ;; /*
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 2)))
          (local.set $depth (i32.add (local.get $depth) (i32.const 1)))
          (br $next)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next))
    (unreachable))

  ;; The first place from $at on that holds neither white space nor a comment, or $limit.
  (func $afterTrivia (param $at i32) (param $limit i32) (result i32)
    (local $pair i32)
    (loop $next
      (if (i32.ge_u (local.get $at) (local.get $limit)) (then (return (local.get $limit))))
      (local.set $pair (i32.load16_u (local.get $at)))
      (if (call $isSpace (i32.and (local.get $pair) (i32.const 255)))
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $next)))
      (if (i32.eq (local.get $pair) (i32.const 0x2d2d)) ;; --
        (then
          (local.set $at (call $lineEnd (i32.add (local.get $at) (i32.const 2)) (local.get $limit)))
          (br $next)))
      (if (i32.eq (local.get $pair) (i32.const 0x2a2f)) ;; /*
        (then
          (local.set $at (call $commentEnd (i32.add (local.get $at) (i32.const 2)) (local.get $limit)))
          (br $next))))
    (local.get $at))

  ;; The end of what stands before the white space that ends at $at.
  (func $beforeSpace (param $at i32) (param $floor i32) (result i32)
    (loop $next
      (if (i32.gt_u (local.get $at) (local.get $floor))
        (then
          (if (call $isSpace (i32.load8_u (i32.sub (local.get $at) (i32.const 1))))
            (then
              (local.set $at (i32.sub (local.get $at) (i32.const 1)))
              (br $next))))))
    (local.get $at))

  ;; What the statement that begins at $at may be: 1 a CREATE of something that may have a BEGIN ATOMIC body, 2 a COPY or
  ;; a change of settings, 0 nothing of the kind. See opening.ts, which looks closer.
  (func $opening (param $at i32) (result i32)
    (local $word i32)
    (local.set $word (i32.or (i32.load (local.get $at)) (i32.const 0x20202020)))
    (if (i32.eq (local.get $word) (i32.const 0x61657263)) ;; crea(te)
      (then
        (local.set $at (i32.add (local.get $at) (i32.const 6)))
        (loop $next
          (local.set $word (i32.load8_u (local.get $at)))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br_if $next (call $isSpace (local.get $word))))
        (local.set $word (i32.or (local.get $word) (i32.const 32)))
        (return
          (i32.or
            (i32.or
              (i32.eq (local.get $word) (i32.const 0x66))   ;; f(unction)
              (i32.eq (local.get $word) (i32.const 0x70)))  ;; p(rocedure)
            (i32.or
              (i32.eq (local.get $word) (i32.const 0x6f))   ;; o(r replace)
              (i32.eqz (call $isWord (local.get $word)))))))) ;; a comment
    (i32.shl
      (i32.or
        (i32.or
          (i32.eq (local.get $word) (i32.const 0x79706f63))                                ;; copy
          (i32.eq (i32.and (local.get $word) (i32.const 0xffffff)) (i32.const 0x746573)))  ;; set
        (i32.or
          (i32.eq (local.get $word) (i32.const 0x65736572))                                ;; rese(t)
          (i32.eq (local.get $word) (i32.const 0x63736964))))                              ;; disc(ard)
      (i32.const 1)))

  ;; Whether the letters of ATOMIC stand between $at and $end.
  (func $hasAtomic (param $at i32) (param $end i32) (result i32)
    (local $mask i32) (local $found i32)
    (loop $block
      (if (i32.ge_u (local.get $at) (local.get $end)) (then (return (i32.const 0))))
      (local.set $mask
        (i8x16.bitmask
          (v128.and
            (i8x16.eq
              (v128.or (v128.load (local.get $at)) (i8x16.splat (i32.const 32)))
              (i8x16.splat (i32.const 0x61)))                                              ;; a
            (i8x16.eq
              (v128.or (v128.load offset=1 (local.get $at)) (i8x16.splat (i32.const 32)))
              (i8x16.splat (i32.const 0x74))))))                                           ;; t
      (block $none
        (loop $candidate
          (br_if $none (i32.eqz (local.get $mask)))
          (local.set $found (i32.add (local.get $at) (i32.ctz (local.get $mask))))
          (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
          (br_if $candidate
            (i32.ne
              (i32.or (i32.load offset=2 (local.get $found)) (i32.const 0x20202020))
              (i32.const 0x63696d6f)))                                                     ;; omic
          (return (i32.const 1))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $block))
    (unreachable))

  ;; The end of the dollar quote that opens at $at: 0 when it is none or a difficult one, $limit when it is not closed.
  (func $dollarEnd (param $at i32) (param $limit i32) (result i32)
    (local $byte i32) (local $tagEnd i32) (local $length i32) (local $mask i32) (local $close i32) (local $index i32)
    (local.set $tagEnd (local.get $at))
    (loop $tag
      (local.set $tagEnd (i32.add (local.get $tagEnd) (i32.const 1)))
      (local.set $byte (i32.load8_u (local.get $tagEnd)))
      (if (i32.ge_u (local.get $byte) (i32.const 128)) (then (return (i32.const 0))))
      (br_if $tag
        (i32.and (call $isWord (local.get $byte)) (i32.ne (local.get $byte) (i32.const 36)))))
    (if (i32.ge_u (local.get $tagEnd) (local.get $limit)) (then (return (local.get $limit))))
    (if (i32.ne (local.get $byte) (i32.const 36)) (then (return (i32.const 0))))
    (local.set $tagEnd (i32.add (local.get $tagEnd) (i32.const 1)))
    (local.set $length (i32.sub (local.get $tagEnd) (local.get $at)))
    (loop $block
      (if (i32.ge_u (local.get $tagEnd) (local.get $limit)) (then (return (local.get $limit))))
      (local.set $mask
        (i8x16.bitmask (i8x16.eq (v128.load (local.get $tagEnd)) (i8x16.splat (i32.const 36)))))
      (block $none
        (loop $candidate
          (br_if $none (i32.eqz (local.get $mask)))
          (local.set $close (i32.add (local.get $tagEnd) (i32.ctz (local.get $mask))))
          (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
          (local.set $index (i32.const 1))
          (loop $same
            (br_if $candidate
              (i32.ne
                (i32.load8_u (i32.add (local.get $close) (local.get $index)))
                (i32.load8_u (i32.add (local.get $at) (local.get $index)))))
            (local.set $index (i32.add (local.get $index) (i32.const 1)))
            (br_if $same (i32.lt_u (local.get $index) (local.get $length))))
          (return (i32.add (local.get $close) (local.get $length)))))
      (local.set $tagEnd (i32.add (local.get $tagEnd) (i32.const 16)))
      (br $block))
    (unreachable))

  ;; Whether after the E'...' string that ends at $at another piece of it may follow in a later line.
  (func $mayContinue (param $at i32) (result i32)
    (local $byte i32)
    (loop $next
      (local.set $byte (i32.load8_u (local.get $at)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (call $isSpace (local.get $byte))))
    (i32.or (i32.eq (local.get $byte) (i32.const 0x27)) (i32.eq (local.get $byte) (i32.const 0x2d))))

  ;; Reads statements from the chunk, whose first unit has the offset $base and which has $length units, beginning with
  ;; unit $from. Returns how many were written to the table.
  (func (export "run") (param $from i32) (param $length i32) (param $base i32) (result i32)
    (local $count i32) (local $limit i32) (local $lead i32) (local $start i32) (local $opening i32)
    (local $depth i32) (local $trailStart i32) (local $trailEnd i32) (local $floor i32) (local $lastDollar i32)
    (local $inside i32) (local $escapes i32)
    (local $block i32) (local $marks i64)
    (local $at i32) (local $byte i32) (local $end i32) (local $record i32)

    (local.set $limit (i32.add (local.get $length) (i32.const 131136)))
    (local.set $at (i32.add (local.get $from) (i32.const 131136)))
    ;; From places in memory to offsets into the script.
    (local.set $base (i32.sub (local.get $base) (i32.const 131136)))
    (global.set $reason (i32.const 0))
    (local.set $lead (local.get $at))

    (block $stop
      (loop $statement
        (local.set $lead (local.get $at))
        (local.set $at (call $afterTrivia (local.get $at) (local.get $limit)))
        (br_if $stop (i32.ge_u (local.get $at) (local.get $limit)))
        (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x3b))
          (then ;; an empty statement
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            (br $statement)))
        (local.set $start (local.get $at))
        (local.set $opening (call $opening (local.get $at)))
        (local.set $depth (i32.const 0))
        (local.set $trailEnd (i32.const 0))
        (local.set $floor (local.get $at))
        (local.set $lastDollar (i32.const 0))
        (local.set $inside (i32.const 0))
        (local.set $block (i32.add (i32.and (i32.sub (local.get $at) (i32.const 131136)) (i32.const -64)) (i32.const 131136)))
        (br_if $stop (i32.ge_u (local.get $at) (local.get $limit)))
        (local.set $marks
          (i64.and
            (i64.load offset=196800 (i32.shr_u (i32.sub (local.get $block) (i32.const 131136)) (i32.const 3)))
            (i64.shl (i64.const -1) (i64.extend_i32_u (i32.sub (local.get $at) (local.get $block))))))

        (loop $scan
          (if (i64.eqz (local.get $marks))
            (then
              (local.set $block (i32.add (local.get $block) (i32.const 64)))
              (br_if $stop (i32.ge_u (local.get $block) (local.get $limit)))
              (local.set $marks (i64.load offset=196800 (i32.shr_u (i32.sub (local.get $block) (i32.const 131136)) (i32.const 3))))
              (br $scan)))
          (local.set $at (i32.add (local.get $block) (i32.wrap_i64 (i64.ctz (local.get $marks)))))
          (local.set $marks (i64.and (local.get $marks) (i64.sub (local.get $marks) (i64.const 1))))
          (local.set $byte (i32.load8_u (local.get $at)))

          (if (local.get $inside)
            (then
              (if (i32.eqz (local.get $escapes))
                (then
                  ;; A doubled quote closes and opens again, which comes to the same.
                  (if (i32.eq (local.get $byte) (local.get $inside)) (then (local.set $inside (i32.const 0))))
                  (br $scan)))
              (local.set $end (i32.add (local.get $at) (i32.const 2)))
              (if (i32.eq (local.get $byte) (i32.const 0x27))
                (then
                  (if (i32.ne (i32.load8_u offset=1 (local.get $at)) (i32.const 0x27))
                    (then
                      (local.set $inside (i32.const 0))
                      (local.set $escapes (i32.const 0))
                      (br_if $scan (i32.eqz (call $mayContinue (i32.add (local.get $at) (i32.const 1)))))
                      (global.set $reason (i32.const 3))
                      (br $stop))))
                (else (br_if $scan (i32.ne (local.get $byte) (i32.const 0x5c)))))
              (local.set $block (i32.add (i32.and (i32.sub (local.get $end) (i32.const 131136)) (i32.const -64)) (i32.const 131136)))
              (br_if $stop (i32.ge_u (local.get $end) (local.get $limit)))
              (local.set $marks
                (i64.and
                  (i64.load offset=196800 (i32.shr_u (i32.sub (local.get $block) (i32.const 131136)) (i32.const 3)))
                  (i64.shl (i64.const -1) (i64.extend_i32_u (i32.sub (local.get $end) (local.get $block))))))
              (br $scan)))

          (if (i32.eq (local.get $byte) (i32.const 0x28)) ;; (
            (then
              (local.set $depth (i32.add (local.get $depth) (i32.const 1)))
              (br $scan)))
          (if (i32.eq (local.get $byte) (i32.const 0x29)) ;; )
            (then
              (if (local.get $depth) (then (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))))
              (br $scan)))
          (if (i32.eq (local.get $byte) (i32.const 0x27)) ;; '
            (then
              (local.set $inside (i32.const 0x27))
              (local.set $escapes (i32.const 0))
              (br_if $scan (i32.ne (i32.or (i32.load8_u (i32.sub (local.get $at) (i32.const 1))) (i32.const 32)) (i32.const 0x65)))
              (br_if $scan (i32.eq (local.get $at) (local.get $start)))
              ;; An e before it: E'...', or a name such as date'...', or E'...' right after a dollar quote.
              (local.set $byte (i32.load8_u (i32.sub (local.get $at) (i32.const 2))))
              (if (i32.eq (local.get $byte) (i32.const 0x24))
                (then
                  (global.set $reason (i32.const 3))
                  (br $stop)))
              (local.set $escapes (i32.eqz (call $isWord (local.get $byte))))
              (br $scan)))
          (if (i32.eq (local.get $byte) (i32.const 0x22)) ;; "
            (then
              (local.set $inside (i32.const 0x22))
              (local.set $escapes (i32.const 0))
              (br $scan)))
          (if (i32.eq (local.get $byte) (i32.const 0x3b)) ;; ;
            (then
              (if (local.get $depth)
                (then
                  (global.set $reason (i32.const 3))
                  (br $stop)))
              (local.set $end (call $beforeSpace (local.get $at) (local.get $floor)))
              (if (i32.eq (local.get $end) (local.get $trailEnd)) (then (local.set $end (local.get $trailStart))))
              (local.set $record (i32.shl (local.get $count) (i32.const 4)))
              (local.set $at (i32.add (local.get $at) (i32.const 1)))
              (i32.store offset=205824 (local.get $record) (i32.add (local.get $start) (local.get $base)))
              (i32.store offset=205828 (local.get $record) (i32.add (local.get $end) (local.get $base)))
              (i32.store offset=205832 (local.get $record) (i32.add (local.get $at) (local.get $base)))
              (i32.store offset=205836 (local.get $record) (i32.const 3))
              (local.set $count (i32.add (local.get $count) (i32.const 1)))
              (if (i32.eq (local.get $opening) (i32.const 1))
                (then (local.set $opening (call $hasAtomic (local.get $start) (local.get $at)))))
              (if (local.get $opening)
                (then
                  (global.set $dollar (i32.const -1))
                  (if (local.get $lastDollar)
                    (then (global.set $dollar (i32.add (local.get $lastDollar) (local.get $base)))))
                  (global.set $reason (i32.const 2))
                  (br $stop)))
              (br_if $statement (i32.lt_u (local.get $count) (i32.const 4096)))
              (local.set $lead (local.get $at))
              (global.set $reason (i32.const 1))
              (br $stop)))

          (if (i32.eq (local.get $byte) (i32.const 0x24)) ;; $
            (then
              (if (call $isWord (i32.load8_u (i32.sub (local.get $at) (i32.const 1))))
                (then
                  (global.set $reason (i32.const 3))
                  (br $stop)))
              (br_if $scan ;; a parameter
                (i32.lt_u (i32.sub (i32.load8_u offset=1 (local.get $at)) (i32.const 48)) (i32.const 10)))
              (local.set $lastDollar (local.get $at))
              (local.set $end (call $dollarEnd (local.get $at) (local.get $limit)))
              (if (i32.eqz (local.get $end))
                (then
                  (global.set $reason (i32.const 3))
                  (br $stop))))
            (else
              (if (i32.eq (local.get $byte) (i32.const 0x5c)) ;; \
                (then
                  (global.set $reason (i32.const 3))
                  (br $stop)))
              ;; A comment in the statement: what is before it may be the statement's end.
              (local.set $end (call $beforeSpace (local.get $at) (local.get $floor)))
              (if (i32.ne (local.get $end) (local.get $trailEnd)) (then (local.set $trailStart (local.get $end))))
              (local.set $end (i32.add (local.get $at) (i32.const 2)))
              (if (i32.eq (local.get $byte) (i32.const 0x2d))
                (then (local.set $end (call $lineEnd (local.get $end) (local.get $limit))))
                (else (local.set $end (call $commentEnd (local.get $end) (local.get $limit)))))
              ;; The white space that a line comment ends with belongs to that: nobody looks back over it.
              (local.set $floor (local.get $end))
              (local.set $trailEnd (local.get $end))))
          (local.set $block (i32.add (i32.and (i32.sub (local.get $end) (i32.const 131136)) (i32.const -64)) (i32.const 131136)))
          (br_if $stop (i32.ge_u (local.get $end) (local.get $limit)))
          (local.set $marks
            (i64.and
              (i64.load offset=196800 (i32.shr_u (i32.sub (local.get $block) (i32.const 131136)) (i32.const 3)))
              (i64.shl (i64.const -1) (i64.extend_i32_u (i32.sub (local.get $end) (local.get $block))))))
          (br $scan))))

    (global.set $rest (i32.add (local.get $lead) (local.get $base)))
    (local.get $count)))
