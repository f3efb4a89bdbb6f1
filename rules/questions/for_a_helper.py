"""What is asked of a helper who answers for the patient, where grammar alone does not give it."""

from rules.language.questions.third_person import ThirdPerson

for_a_helper = ThirdPerson(
    written={
        "About you": "About the patient",
        "Who you are": "The patient and you",
        "About the helper": "About you, the helper",
        "What is the helper's full name?": "What is your full name?",
        "If you are the helper, write your own name": "Write your own name, not the patient's",
        "How does the helper know the patient?": "How do you know the patient?",
        "Does the patient agree to the helper taking part?": (
            "Does the patient agree that you answer for them?"
        ),
        "Through the person who helps me": "Through me, their helper",
        "Keep taking yours, unless your own team tells you to stop.": (
            "The patient should keep taking theirs, unless their own team tells them to stop."
        ),
        "Is there anything else you want us to know?": "Is there anything else we should know?",
    },
    kept=frozenset(
        {
            "I am the patient, and I am answering by myself",
            "I am the patient, and someone is helping me",
            "I am answering for the patient",
            "I'm not sure",
            "I'm not sure about the rest",
            "I cannot name them",
        }
    ),
)
