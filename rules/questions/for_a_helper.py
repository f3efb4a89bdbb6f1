"""What is asked of a helper who answers for the patient, where grammar alone does not give it."""

from rules.language.questions.third_person import ThirdPerson

for_a_helper = ThirdPerson(
    written={
        "About you": "About the patient",
        "About the helper": "About you, the helper",
        "What is the helper's full name?": "What is your full name?",
        "If you are the helper, write your own name": "Write your own name, not the patient's",
        "How does the helper know the patient?": "How do you know the patient?",
        "Does the patient agree to the helper taking part?": (
            "Does the patient agree that you answer for them?"
        ),
        "Are your name, date of birth and sex right?": (
            "Are the patient's name, date of birth and sex right?"
        ),
        "The clinic gave us these details. If one is wrong, choose No, and the clinic will check it with you.": (
            "The clinic gave us these details. "
            "If one is wrong, choose No, and the clinic will check it with the patient."
        ),
        "How we can contact you": "How we can contact the patient",
        "Through the person who helps me": "Through me, their helper",
        "Have the boxes beside you if you can. Add each medicine by itself, also those you have stopped.": (
            "Have the boxes beside you if you can. "
            "Add each medicine by itself, also those they have stopped."
        ),
        "Blood thinners can make bleeding more likely. Keep taking yours, unless your own team tells you to stop.": (
            "Blood thinners can make bleeding more likely. "
            "The patient should keep taking theirs, unless their own team tells them to stop."
        ),
        "Some medicines can slow your breathing when you take them together.": (
            "Some medicines can slow breathing when people take them together."
        ),
        "Is there anything else you want us to know?": "Is there anything else we should know?",
    },
    kept=frozenset(
        {
            "I am the patient, and I am answering by myself",
            "I am the patient, and someone is helping me",
            "I am answering for the patient",
            "Someone you trust may help you, or answer for you. We ask so that we know whose words we read.",
            "I'm not sure",
            "I cannot name them",
        }
    ),
)
