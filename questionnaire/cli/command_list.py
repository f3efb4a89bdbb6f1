"""Every command: where it is imported from when it is called, and what the list of commands says of it.

What the list says is how the command's own help begins; a test sees to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.cli.later import ListedCommand

COMMANDS: Mapping[str, ListedCommand] = {
    "assess": ListedCommand("basis:assess", "Say what the rules find in a file of answers."),
    "assessments": ListedCommand("records:stored", "Look after the assessments that are kept."),
    "audit": ListedCommand("audit_trail:trail", "Look after the audit trail."),
    "backup": ListedCommand(
        "backing_up:backup", "Copy the whole database into a new folder in FOLDER."
    ),
    "clinic": ListedCommand(
        "clinic_settings:of_clinic", "Look after what this clinic sets of the rules."
    ),
    "create-user": ListedCommand("user_accounts:create_user", "Add a member of staff."),
    "db": ListedCommand("database_care:db", "Look after the database."),
    "demo": ListedCommand("starting:make_demo", "Make the demo clinic."),
    "erasure": ListedCommand("erasures:erasure", "Erase responses whose time is over."),
    "export": ListedCommand(
        "records:export", "Write the responses of a range of days as one CSV file."
    ),
    "protocol": ListedCommand(
        "protocols:protocol", "Print the basis in words, to read and to sign."
    ),
    "reassess": ListedCommand(
        "rule_changes:reassess",
        "Assess every open response by the rules and figures of now.",
    ),
    "rekey": ListedCommand("key_change:change_keys", "Bring everything under the new master key."),
    "reset-password": ListedCommand(
        "user_accounts:reset_password",
        "Print a new one-time password for a member of staff.",
    ),
    "restore": ListedCommand("backing_up:restore", "Make the database anew from a backup."),
    "serve": ListedCommand("starting:serve", "Serve the questionnaire, and print what to open."),
    "verify-backup": ListedCommand("backing_up:verify_backup", "Say whether a backup is whole."),
    "words": ListedCommand("words:words", "Write down every word that a patient can read."),
}

OF_PROTOCOLS: Mapping[str, ListedCommand] = {
    "freeze": ListedCommand(
        "rule_changes:freeze",
        "Freeze each new edition of a protocol into a file of rules/editions.",
    ),
    "impact": ListedCommand(
        "rule_changes:impact", "Say which statuses a change would change, of how many."
    ),
    "list": ListedCommand(
        "protocol_list:list_protocols", "Name every protocol: its key, edition and title."
    ),
    "show": ListedCommand("basis:show", "Print one protocol in words, with every source."),
}
