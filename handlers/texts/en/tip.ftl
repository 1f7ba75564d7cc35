tip-who-sees = **Report anonymously**
    The officers who receive it do not learn who you are: we keep no name, number or account of yours with the report. { $platform } still knows that you write to this bot. While sending, the server has to know where to answer you.
tip-always = Do not write what only you can know. Do not send your voice if you fear being recognised. In danger right now: call 113. Under 18 and in need of help: call 111.
tip-web = For more privacy use the web page.
tip-kept = What you wrote is still here.
tip-form-link = More private web page
tip-page-link = Open the reporting page
tip-here = Continue here
tip-form-only = { $platform } and the page's administrators can see what you type here. Do not type the report into this chat. A report typed here reaches no officer. Open this web page to report.
tip-own-page = Do not type the report into this chat: a report typed here reaches no officer. The reporting page is right below and asks for no name.
tip-hotlines-only = { $platform } and the page's administrators can see what you type here. Do not type the report into this chat. A report typed here reaches no officer. Please call one of these numbers.
tip-closed = Reporting is not open yet: the receiving unit is preparing. What you write is kept here for 30 minutes. If it is urgent, please call.
tip-write = **What do you know?**
    Write what, where, when, and how you know. Several messages are fine, pictures too. When finished, press “Done”.
tip-noted = Noted, with { $photos } pictures. Nothing has been sent.
tip-noted-text = Noted. Nothing has been sent.
tip-missing = If you know, add what makes it easier to check: { $wanted }.
missing-what = what
missing-where = where
missing-when = when
missing-how-known = how you know
tip-more = Go on writing, send pictures, or press “Done”.
tip-done = Done
tip-cancel = Cancel
tip-cancelled = Cancelled. Nothing was sent or kept.
tip-empty = There is nothing to send yet. Please write a few words: what, where, when.
tip-too-long = That is more than { $limit } letters, so the last part was not noted; the earlier part is still here. Please shorten it.
tip-lost = The draft is gone: more than 30 minutes passed, or the server has just restarted. Please write it again.
tip-where = **Where does it happen?**
    Type the commune or ward (old names too), or pin the place where it happens. Do not pin your home.
tip-when = **Is it happening now?**
happening-yes = Happening now
happening-no = It has happened
happening-unknown = Not clear
happening-now = It is happening now: if anybody is at risk, call 113 at once, do not wait for this report.
tip-whom = **Does it concern an official or the police?**
    If so, the report is not sent to where they work.
conflict-none = Not involved
conflict-commune = Commune officials
conflict-province = Province level
conflict-unsure = Not sure
tip-outside = The provincial police should not hold a report about the province level. Please turn to: { $body }. Your report has not been sent; it stays here for 30 minutes.
tip-outside-c04 = The provincial police should not hold a report about the province level. Please call the ministry's drug police (C04). Your report has not been sent; it stays here for 30 minutes.
tip-preview = **Check and send**
tip-readers = Who can open it: the provincial police (PC04) and the programme's oversight board. The police of the place can too, if they have joined.
tip-readers-not-there = Who can open it: the provincial police (PC04) and the programme's oversight board. It is not sent to that commune.
photos = { $count } pictures
tip-naming = Something here may tell who you are: { $snippets }. You can rewrite it, or send it as it is.
tip-is-not = This is information to be checked, not a formal denunciation, and no substitute for 113. Knowingly false reports can have legal consequences.
tip-send = Send report
tip-rewrite = Write anew
tip-not-sent = It could not be sent, and nothing was stored. What you wrote is still here. Press send again in a few minutes, or call a number from Help.
tip-perhaps-arrived = The server is slow to answer. It may have arrived; sending again does no harm.
tip-receipt = **Your report is locked and sent.** Your mailbox code, shown only once:

    { "**" }{ $code }**

    Copy it to paper and keep it safe: whoever has it can open the mailbox.
    An officer has to look by { $time } on { $date }. In a few days, type /hopthu and then the code, to look and to answer.
tip-code-noted = I have noted it
tip-thanks = Thank you for standing with the programme.
tip-thanks-delete-yourself = Thank you for standing with the programme. We cannot delete messages here: please delete this chat yourself.

delete-yourself = The app did not delete the messages: please delete this chat yourself.

photo-warning = The picture carries no phone data or position any more, but its angle can tell where you stood.
photo-too-large = The picture is over 20 MB and was not taken. Send a smaller one, or a screenshot of it.
photo-too-many-pixels = The picture is sharper than can be read here and was not taken. Send a screenshot of it.
photo-not-a-picture = This file cannot be read as a picture (JPEG, PNG or WEBP). Please send another one.
photo-heic = Your phone keeps this picture as HEIC, which cannot be opened here. Send it again as a picture, not as a file, or send a screenshot of it.
photo-broken = This picture is damaged and cannot be opened. Send it again, or another one.
photo-busy = Many pictures are waiting. Your words are kept; please send the picture again in a minute.
photo-too-many = A report takes at most 10 pictures. The earlier ones are kept.
photo-drafts-full = Many pictures are arriving at the moment. Your words are kept; send the report first and add pictures later with the code.
