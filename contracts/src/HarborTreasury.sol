// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Where the vault's fees go. Owned by the timelock.
/// @dev Not upgradeable. What a hidden extra call in a patch would aim at.
contract HarborTreasury is Ownable {
    using SafeERC20 for IERC20;

    /// @notice Assets left the treasury.
    event Paid(address indexed token, address indexed receiver, uint256 amount);

    /// @notice `spender` may take up to `amount` of `token`.
    event Approved(address indexed token, address indexed spender, uint256 amount);

    constructor(address owner_) Ownable(owner_) {}

    /// @notice Sends `amount` of `token` to `receiver`. Only the owner.
    function pay(IERC20 token, address receiver, uint256 amount) external onlyOwner {
        token.safeTransfer(receiver, amount);
        emit Paid(address(token), receiver, amount);
    }

    /// @notice Lets `spender` take up to `amount` of `token`. Only the owner.
    function approve(IERC20 token, address spender, uint256 amount) external onlyOwner {
        token.forceApprove(spender, amount);
        emit Approved(address(token), spender, amount);
    }
}
