# Sentences that every conversation uses.
back = Back
next = Next
none = none yet
standing-danger = In danger? Call 113
rehearsal = Rehearsal: this is not the real service.
this-app = This app
whole-province = the whole province
nothing-kept = Nothing from this part is kept.
source = Source: { $source }
read-lesson = Read the lesson

# The two lines that lead an answer to words of danger.
danger-113 = **Please call the police on 113 right now.**
    Get to a safe place first. Do not argue, do not step in.
danger-115 = **Please call an ambulance on 115 right now.**
    Say the address clearly. Stay with the person; if they breathe, lay them on their side.
danger-111 = **Please call the children's line 111 right now.**
    Get to a safe place with a grown-up. If somebody is hitting or threatening, call 113.
danger-then = Once you are safe you can report anonymously. What you just wrote is kept, nothing has been sent.
danger-then-elsewhere = Once you are safe you can report anonymously, but not here: do not type the report into this chat. Choose “Report” to see where.

hotlines-national = Numbers to call:
    • Police: 113
    • Ambulance: 115
    • Child protection: 111
    • Drug police (C04), day and night: 0769 04 04 04
hotline-pc04 = • Provincial drug police (PC04): { $number }
hotline-border-guard = • Border Guard: { $number }
hotline-province = • The province's line: { $number }

sorry-failed = Sorry, something went wrong here. Please try again in a few minutes, or type /start. Urgent: call 113.
stale = That button belongs to an old screen, so nothing was done. This is the present screen.
stale-once = That button belongs to an old screen. The code is in the message above: once noted, press “I have noted it”.
once-late = This message did not reach you before, as the line was lost. Nothing was done with what you have just sent: please send it again once you have noted the code.
stale-lost = The draft is gone: more than 30 minutes passed, or the server has just restarted. You can write it again.
stale-sent = Nothing was sent a second time. If you have just pressed send: it may have arrived; sending again does no harm.
empty-text = There is no word in this message. Please write a few words, or choose something.
no-such-number = Nothing here has that number. Please choose below.

unreadable-voice = I cannot listen to voice messages, and a voice can be recognised. Please type: it is safer.
unreadable-video = I do not take videos. Please send a picture taken from it, or write it in words.
unreadable-file = I do not take files. Please send a picture, or write it in words.
unreadable-live-location = I do not take a moving location. Please pin one point where it happens, or type the commune.
unreadable-sticker = Thank you. I cannot read stickers. Please write a few words, or go back to the main screen.
unreadable-contact = I do not take contacts and keep nobody's number. Please write what you want to say.
unreadable-withheld = The app does not let me read this message. If you need help, call: police 113; under 18, the child helpline 111.
unreadable-other = I cannot read this kind of message yet. Please write a few words, or send a picture.
unreadable-location = I need no location now. Please choose below.
unreadable-photo = I need no picture now. Please choose below.

free-greeting = Hello.
free-thanks = Thank you. Write whenever you need anything.
free-unknown = I did not understand. Please choose below. To ask something, choose “Ask”; if you know of something odd, “Report”.
free-tip = Are you telling of something that should be checked? You can report anonymously. Your words are kept, nothing has been sent.
free-long = That was rather long. If it is a report, press the button below: your words are kept, nothing has been sent.
free-no-media-here = Here I can neither hear nor see the file you sent.
free-photo = You have sent a picture. Do you want to report with it? It has not been sent anywhere.
free-pin = Your pin lies in { $unit }.
free-pin-several = Your pin lies near a boundary.
free-pin-elsewhere = This point is outside Quảng Trị province. We serve this province only; elsewhere call 113 when needed.
offer-tip = Report this
offer-menu = No, main screen
