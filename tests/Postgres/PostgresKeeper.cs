using System.Diagnostics;
using System.Globalization;

namespace CryptoPay.Postgres;

/// <summary>
/// A shell that is the server's parent and takes orders from us. When we end, however suddenly, it reads the end of its
/// input, ends the server and deletes the folder.
/// </summary>
internal sealed class PostgresKeeper : IAsyncDisposable
{
    /// <summary>
    /// An order a line; the answer is the server's process id, empty where there is none, and the exit code of what was
    /// ordered. Who stands still makes no child while its children are signalled. An immediate shutdown (QUIT), unlike
    /// KILL, leaves no shared memory behind; after a KILL its number is in postmaster.pid.
    /// </summary>
    private const string Script = """
        folder=$1 programs=$2 owner=$3 server=
        shift 3
        as_owner() {
            [ -z "$owner" ] || set -- setpriv --reuid="${owner%:*}" --regid="${owner#*:}" --clear-groups -- "$@"
            exec "$@"
        }
        wait_for() {
            states=$1
            shift
            for id in "$@"; do
                until [ ! -e "/proc/$id" ] || grep -q "^State:.[$states]" "/proc/$id/status"; do sleep 0.01; done
            done
        }
        children() { children=$(cat "/proc/$server/task/$server/children"); }
        freeze() { kill -s STOP "$server"; wait_for TZX "$server"; children; }
        thaw() { children; kill -s CONT $children "$server"; }
        while read -r order; do
            case $order in
            create)
                { [ -z "$owner" ] || chown "$owner" "$folder"; } && (as_owner "$programs/initdb" -D "$folder/data" \
                    -U cryptopay -A trust -E UTF8 --locale=C --no-sync --no-instructions) ;;
            start) as_owner "$programs/postgres" -D "$folder/data" "$@" & server=$! ;;
            lives) grep -q '^State:.[^ZX]' "/proc/$server/status" ;;
            stop) kill -s INT "$server"; wait "$server" && server= || { server=; false; } ;;
            kill)
                freeze; [ -z "$children" ] || kill -s KILL $children; wait_for ZX $children
                kill -s KILL "$server"; wait "$server"; server= ;;
            freeze) freeze; [ -z "$children" ] || kill -s STOP $children; wait_for TZX $children ;;
            thaw) thaw ;;
            esac >>"$folder/log" 2>&1
            echo "$server $?"
        done
        [ -z "$server" ] || { thaw; kill -s QUIT "$server"; wait "$server"; } >/dev/null 2>&1
        [ ! -e "$folder/data/postmaster.pid" ] || ipcrm -m "$(sed -n '7s/.* //p' "$folder/data/postmaster.pid")"
        rm -rf "$folder"
        """;

    private readonly Process shell;
    private int? server;

    /// <param name="programs">The folder with initdb and postgres.</param>
    /// <param name="owner">"uid:gid" of who is to run them; empty: us.</param>
    /// <param name="settings">Of the server, as on its command line.</param>
    public PostgresKeeper(string programs, string owner, IEnumerable<string> settings)
    {
        // A session of its own: what a terminal or a runner sends to all of ours at once does not reach it.
        shell = Process.Start(new ProcessStartInfo(
            "setsid", ["sh", "-c", Script, "sh", Folder, programs, owner, .. settings])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Of its log and its data.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("cryptopay-postgres-").FullName;

    public string LogTail
    {
        get
        {
            var log = Path.Combine(Folder, "log");
            return File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(30)) : "";
        }
    }

    /// <summary>The server's, the first of which is the parent of the others.</summary>
    public int[] Processes() => server is not { } first
        ? []
        :
        [
            first,
            .. File.ReadAllText($"/proc/{first}/task/{first}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
        ];

    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> Order(string order)
    {
        await shell.StandardInput.WriteLineAsync(order);
        await shell.StandardInput.FlushAsync();
        var answer = await shell.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"Nobody keeps the server any more. Its log:\n{LogTail}");
        var words = answer.Split(' ');
        server = words[0] == "" ? null : int.Parse(words[0], CultureInfo.InvariantCulture);
        return words[1] == "0";
    }

    /// <exception cref="InvalidOperationException">It failed; the message has the end of the server's log.</exception>
    public async Task Demand(string order)
    {
        if (!await Order(order))
            throw new InvalidOperationException($"PostgreSQL: {order} failed. Its log:\n{LogTail}");
    }

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
    }
}
