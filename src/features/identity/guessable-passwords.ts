// Passwords, and words that padded make passwords, which are tried first by anybody who guesses. Lower case, with
// `@` read as `a` and `$` as `s`. Our own list: words of the trade and of the calendar matter as much as the famous ones.

export const GUESSABLE_PASSWORDS: ReadonlySet<string> = new Set(
  `password passwords passwort passw0rd p0ssword letmein letmeinplease welcome welcomehome welcometo iloveyou
  iloveyouforever sunshine princess princesses football baseball basketball superman batman dragon monkey shadow
  master mastermind michael jennifer jessica ashley charlie daniel thomas whatever trustno trustnoone starwars
  computer internet freedom qwerty qwertyuiop qwertyuiopasdf qwertyqwerty asdfghjkl asdfghjklasdf zxcvbnm
  administrator admin adminadmin adminadminadmin root rootroot rootrootroot changeme changemenow changeit
  changethispassword default defaultpassword temporary temporarypassword temppassword newpassword mypassword
  thisismypassword passwordpassword correcthorsebatterystaple correct horse battery staple secret secretpassword
  topsecret supersecret testtesttest testpassword guest guestguest login loginlogin user username hospital
  hospitals hospitalhospital clinic clinicclinic medical medicalrecords medicalrecord records recordsrecords
  recordsroom chartroom chartroomchartroom chartroompassword healthcare health nurse nursenurse doctor
  doctordoctor patient patients patientpatient pharmacy surgery emergency january february march april may june
  july august september october november december monday tuesday wednesday thursday friday saturday sunday spring
  summer autumn winter springtime summertime wintertime christmas happybirthday abcdefghijkl abcabcabcabc
  abcd1234abcd 1q2w3e4r5t6y 1qaz2wsx3edc q1w2e3r4t5y6 123456789012 123123123123 111111111111 000000000000
  123456123456 121212121212 123412341234 112233445566 987654321098 zaq12wsxcde3 password1234 passwordone`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
